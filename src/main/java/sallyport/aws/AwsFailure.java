package sallyport.aws;

import sallyport.watch.Looked;

/**
 * An error of AWS in words for people.
 *
 * @param sentence who refused what, and what to change; never a stack trace or a secret
 */
record AwsFailure(Kind kind, String sentence) {
    enum Kind {
        /** IAM said no. */
        DENIED,
        /** Our credentials are missing, expired or unknown. */
        CREDENTIALS,
        /** A signature was too old or too new. */
        CLOCK,
        /** Too many calls; a later one may do. */
        THROTTLED,
        /** No connection came about, so nothing was asked. */
        UNREACHABLE,
        /** Something was asked and no answer came. */
        NO_ANSWER,
        /** AWS met an error of its own. */
        FAULT,
        /** What was asked for does not exist. */
        NOT_FOUND,
        /** Any other refusal. */
        REJECTED
    }

    /** Whether the same question may get another answer later without anybody changing anything. */
    boolean passing() {
        return switch (kind) {
            case THROTTLED, UNREACHABLE, NO_ANSWER, FAULT -> true;
            case DENIED, CREDENTIALS, CLOCK, NOT_FOUND, REJECTED -> false;
        };
    }

    /** The answer to whoever wanted to look at something: it is not there, or it could not be looked at. */
    <T> Looked<T> looked() {
        return kind == Kind.NOT_FOUND ? new Looked.Missing<>(sentence) : new Looked.Unavailable<>(sentence);
    }
}
