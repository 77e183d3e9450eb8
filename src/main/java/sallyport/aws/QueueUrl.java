package sallyport.aws;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An SQS queue by its URL.
 *
 * @param region read from its host
 */
public record QueueUrl(String url, String region) {
    /** Source: the form in which SQS gives URLs; names have 80 characters of these. */
    private static final Pattern FORM =
            Pattern.compile("https://sqs\\.([a-z0-9-]+)\\.[a-z0-9.-]+/[0-9]{12}/[A-Za-z0-9_-]{1,80}");

    /** Empty for what is no URL of a standard queue. */
    public static Optional<QueueUrl> of(String text) {
        var form = FORM.matcher(text);
        return form.matches() ? Optional.of(new QueueUrl(text, form.group(1))) : Optional.empty();
    }
}
