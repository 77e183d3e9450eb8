package sallyport.store;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what the SDK throws into half a sentence for people; the log has the rest. */
final class DynamoErrors {
    static final String CLOSED = "the ledger is closed";
    static final String NO_ANSWER = "the ledger did not answer";

    private static final Logger LOG = LoggerFactory.getLogger(DynamoErrors.class);

    /** What only a mistake of ours brings about; to ask again would not help. */
    private static final Set<String> OURS = Set.of("ValidationException", "IdempotentParameterMismatchException");

    private DynamoErrors() {}

    static LedgerUnavailable unavailable(SdkException error) {
        return new LedgerUnavailable(explain(error), error);
    }

    /** @throws IllegalStateException if the call itself was wrong */
    static String explain(SdkException error) {
        var code = code(error);
        if (OURS.contains(code)) {
            throw ours(error);
        }
        LOG.atWarn().addKeyValue("code", code).setCause(error).log("ledger.unanswered");
        return switch (code) {
            case "ResourceNotFoundException" -> "the ledger's table is not there";
            case "AccessDeniedException" -> "AWS denied access to the ledger's table";
            case "ExpiredTokenException", "UnrecognizedClientException" ->
                "AWS did not accept the credentials for the ledger's table";
            default -> other(error);
        };
    }

    private static String other(SdkException error) {
        if (error instanceof AwsServiceException answer) {
            return answer.isThrottlingException() ? "DynamoDB is slowing the ledger down" : NO_ANSWER;
        }
        return lacksCredentials(error) ? "there are no AWS credentials for the ledger's table" : NO_ANSWER;
    }

    /** The SDK has no type of its own for this; every provider of its chain says "credentials" in the message. */
    private static boolean lacksCredentials(SdkException error) {
        return !(error.getCause() instanceof IOException)
                && String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("credentials");
    }

    /** A mistake of ours. */
    static IllegalStateException ours(SdkException error) {
        return new IllegalStateException("DynamoDB refused a malformed call; nothing was written", error);
    }

    /** DynamoDB's name of the error, empty if it did not answer. */
    static String code(SdkException error) {
        return error instanceof AwsServiceException answer
                ? Optional.ofNullable(answer.awsErrorDetails())
                        .map(details -> Optional.ofNullable(details.errorCode()).orElse(""))
                        .orElse("")
                : "";
    }
}
