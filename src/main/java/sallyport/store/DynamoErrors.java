package sallyport.store;

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
            throw new IllegalStateException("DynamoDB refused a malformed call; nothing was written", error);
        }
        LOG.atWarn().addKeyValue("code", code).setCause(error).log("ledger.unanswered");
        return switch (code) {
            case "ResourceNotFoundException" -> "the ledger's table is not there";
            case "AccessDeniedException" -> "AWS denied access to the ledger's table";
            case "ExpiredTokenException", "UnrecognizedClientException" ->
                "AWS did not accept the credentials for the ledger's table";
            default -> throttled(error) ? "DynamoDB is slowing the ledger down" : NO_ANSWER;
        };
    }

    /** DynamoDB's name of the error, empty if it did not answer. */
    static String code(SdkException error) {
        return error instanceof AwsServiceException answer
                ? Optional.ofNullable(answer.awsErrorDetails())
                        .map(details -> Optional.ofNullable(details.errorCode()).orElse(""))
                        .orElse("")
                : "";
    }

    private static boolean throttled(SdkException error) {
        return error instanceof AwsServiceException answer && answer.isThrottlingException();
    }
}
