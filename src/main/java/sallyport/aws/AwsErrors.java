package sallyport.aws;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import sallyport.aws.AwsFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place where an exception of the AWS SDK becomes a sentence. */
final class AwsErrors {
    /** Characters of AWS's own words that a sentence quotes; enough for every documented message. */
    static final int MAX_QUOTED = 400;

    private static final int SERVER_ERROR = 500;

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException");
    private static final Set<String> UNKNOWN_KEY = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "IncompleteSignature");
    private static final Set<String> SIGNATURE = Set.of(
            "RequestTimeTooSkewed",
            "RequestExpired",
            "RequestInTheFuture",
            "InvalidSignatureException",
            "SignatureDoesNotMatch");

    private AwsErrors() {}

    /** @param doing what we were about, as in "while {@code looking up service web}" */
    static AwsFailure explain(String doing, SdkException error) {
        return error instanceof AwsServiceException answer ? answered(doing, answer) : unanswered(doing, error);
    }

    static String code(AwsServiceException answer) {
        return details(answer).map(AwsErrorDetails::errorCode).orElse("");
    }

    /** AWS's own words, without the SDK's additions; bounded and on one line. */
    static String words(AwsServiceException answer) {
        var words = details(answer)
                .map(AwsErrorDetails::errorMessage)
                .orElse("")
                .replaceAll("\\s+", " ")
                .strip();
        return words.length() <= MAX_QUOTED ? words : words.substring(0, MAX_QUOTED) + "…";
    }

    /** AWS numbers each request and names each error; a proxy that refuses to connect does neither. */
    static boolean isFromAws(AwsServiceException answer) {
        return answer.requestId() != null || !code(answer).isEmpty();
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails());
    }

    private static AwsFailure answered(String doing, AwsServiceException answer) {
        var code = code(answer);
        if (!isFromAws(answer)) {
            return new AwsFailure(
                    Kind.NO_ANSWER,
                    "What answered while " + doing + " was not AWS (HTTP " + answer.statusCode()
                            + "): it named no request and no error. Look at the proxy, and at what else stands between.");
        }
        if (answer.isThrottlingException()) {
            return new AwsFailure(
                    Kind.THROTTLED,
                    "AWS is slowing this account down while " + doing + " (" + code + "). Try again in a minute.");
        }
        if (EXPIRED.contains(code) || UNKNOWN_KEY.contains(code)) {
            return credentials(doing, code);
        }
        if (SIGNATURE.contains(code)) {
            return signature(doing, answer);
        }
        if (code.startsWith("AccessDenied") || code.startsWith("UnauthorizedOperation")) {
            return denied(doing, answer);
        }
        return other(doing, code, answer);
    }

    private static AwsFailure credentials(String doing, String code) {
        var what = EXPIRED.contains(code) ? "have expired" : "are not known to AWS";
        return new AwsFailure(
                Kind.CREDENTIALS,
                "Sallyport's AWS credentials " + what + " (" + code + ") while " + doing
                        + ". Renew them, or give the process a role that renews itself."
                        + (EXPIRED.contains(code)
                                ? ""
                                : " If they are good elsewhere, the Region is not switched on for the account, or lies in"
                                        + " another partition than they do."));
    }

    private static AwsFailure signature(String doing, AwsServiceException answer) {
        return code(answer).equals("SignatureDoesNotMatch") && !words(answer).contains("Signature expired")
                ? new AwsFailure(
                        Kind.CREDENTIALS, "AWS refused our signature while " + doing + ". Check the secret access key.")
                : new AwsFailure(
                        Kind.CLOCK,
                        "AWS refused our signature while " + doing + ": " + words(answer)
                                + ". Set this machine's clock; AWS accepts five minutes of difference.");
    }

    private static AwsFailure denied(String doing, AwsServiceException answer) {
        var sentence = AccessDenied.parse(words(answer)).map(AccessDenied::sentence);
        return new AwsFailure(
                Kind.DENIED,
                sentence.orElseGet(() -> "AWS denied access while " + doing + quoted(answer)
                        + " Check the policies of the role Sallyport uses for this target."));
    }

    private static AwsFailure other(String doing, String code, AwsServiceException answer) {
        var known = StsErrors.remedy(code);
        if (known.isPresent()) {
            return new AwsFailure(
                    Kind.REJECTED,
                    "AWS refused while " + doing + " (" + code + ")" + quoted(answer) + " " + known.get());
        }
        if (answer.statusCode() >= SERVER_ERROR) {
            return new AwsFailure(
                    Kind.FAULT,
                    "AWS met an error of its own while " + doing + " (HTTP " + answer.statusCode() + "). Try again.");
        }
        var kind = code.contains("NotFound") ? Kind.NOT_FOUND : Kind.REJECTED;
        return new AwsFailure(kind, "AWS refused while " + doing + " (" + code + ")" + quoted(answer));
    }

    private static String quoted(AwsServiceException answer) {
        var words = words(answer);
        return words.isEmpty() ? "." : ": " + words + (words.endsWith(".") ? "" : ".");
    }

    private static AwsFailure unanswered(String doing, SdkException error) {
        var connecting = ConnectFailure.reason(error);
        if (connecting.isPresent()) {
            return new AwsFailure(
                    Kind.UNREACHABLE,
                    "AWS cannot be reached while " + doing + ": " + connecting.get()
                            + ". Check DNS, routes, proxy and VPC endpoints of the machine Sallyport runs on.");
        }
        if (lacksCredentials(error)) {
            return new AwsFailure(
                    Kind.CREDENTIALS,
                    "Sallyport has no AWS credentials while " + doing
                            + ". Give the process a role, or the environment variables the AWS SDK reads.");
        }
        if (lacksEndpoint(error)) {
            return new AwsFailure(
                    Kind.REJECTED,
                    "AWS has no such endpoint there, so nothing was sent while " + doing + ": " + error.getMessage()
                            + ". Change aws.fips or aws.dual_stack in sallyport.yml.");
        }
        if (error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException) {
            return new AwsFailure(Kind.NO_ANSWER, "AWS did not answer in time while " + doing + ".");
        }
        return new AwsFailure(Kind.NO_ANSWER, "The connection to AWS broke while " + doing + ".");
    }

    /** The SDK's endpoint rules answer so before anything is sent; they have no type of their own either. */
    private static boolean lacksEndpoint(SdkException error) {
        var words = String.valueOf(error.getMessage());
        return words.matches("(FIPS|DualStack).*not support.*");
    }

    /** The SDK has no type of its own for this; every provider of its chain says "credentials" in the message. */
    private static boolean lacksCredentials(SdkException error) {
        return !(error.getCause() instanceof IOException)
                && String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("credentials");
    }
}
