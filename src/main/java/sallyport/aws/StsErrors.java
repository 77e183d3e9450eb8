package sallyport.aws;

import java.util.Optional;

/** What to change for the errors that STS alone answers. Source: STS API reference, AssumeRole. */
final class StsErrors {
    private StsErrors() {}

    static Optional<String> remedy(String code) {
        return switch (code) {
            case "RegionDisabledException" ->
                Optional.of("Switch STS on for that Region in the account whose credentials Sallyport has: IAM console,"
                        + " account settings.");
            case "PackedPolicyTooLarge" ->
                Optional.of("The names of cluster, task and container, with the session's tags, are too long together:"
                        + " take session_tags from the target in sallyport.yml.");
            case "OptInRequired" -> Optional.of("Switch the Region on for the account.");
            default -> Optional.empty();
        };
    }
}
