package sallyport.aws;

import java.util.Optional;
import java.util.regex.Pattern;

/** The ARN of an IAM role. */
public record RoleArn(String value) {
    private static final Pattern FORM = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]{1,512}");

    /** @throws IllegalArgumentException if it has not the form of one */
    public RoleArn {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the ARN of a role: " + value);
        }
    }

    /** Empty if the text has not the form of a role's ARN. */
    public static Optional<RoleArn> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new RoleArn(text)) : Optional.empty();
    }

    /** The account the role is in. */
    public String account() {
        return Arns.account(value);
    }

    /** Whether it lies in the partition of that Region: a role of {@code aws} is unknown in China. */
    public boolean isInPartitionOf(String region) {
        return Arns.partition(value).equals(Partitions.id(region));
    }

    @Override
    public String toString() {
        return value;
    }
}
