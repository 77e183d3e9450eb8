package sallyport.watch;

import java.util.Optional;

/**
 * What mends a finding.
 *
 * @param sentence what to do, in words
 * @param cli commands of the AWS CLI or of Sallyport, ready to paste
 * @param terraform the same for Terraform
 * @param cdk the same for CDK in TypeScript
 */
public record Remedy(String sentence, Optional<String> cli, Optional<String> terraform, Optional<String> cdk) {
    /** Nothing can be pasted. */
    public static Remedy of(String sentence) {
        return new Remedy(sentence, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A command does it. */
    public Remedy cli(String command) {
        return new Remedy(sentence, Optional.of(command.strip()), terraform, cdk);
    }

    /** Both ways of writing infrastructure down. */
    public Remedy code(String inTerraform, String inCdk) {
        return new Remedy(sentence, cli, Optional.of(inTerraform.strip()), Optional.of(inCdk.strip()));
    }
}
