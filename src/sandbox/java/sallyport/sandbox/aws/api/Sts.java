package sallyport.sandbox.aws.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;
import tools.jackson.core.JacksonException;

/** The query protocol's one service: AssumeRole and GetCallerIdentity. Any role can be assumed; nothing is enforced. */
final class Sts {
    /** Limits of the model: plain-text characters of a session policy, seconds of a session. */
    private static final int MAX_POLICY = 2048;

    private static final long MIN_SECONDS = 900;
    private static final long MAX_SECONDS = 43_200;
    private static final long STANDARD_SECONDS = 3600;

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/([\\w+=,.@/-]+)");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern MEMBERS = Pattern.compile(
            "Action|Version|RoleArn|RoleSessionName|Policy|DurationSeconds"
                    + "|ExternalId|SourceIdentity|Tags\\.member\\.\\d+\\.(Key|Value)|TransitiveTagKeys\\.member\\.\\d+");

    private final Callers callers;
    private final Faults faults;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sts(Callers callers, Faults faults, InstantSource clock) {
        this.callers = callers;
        this.faults = faults;
        this.clock = clock;
    }

    record Answer(String action, int status, String requestId, String xml) {}

    Answer answer(ApiRequest request) {
        var requestId = UUID.randomUUID().toString();
        var members = parse(request.body());
        var action = members.getOrDefault("Action", "");
        try {
            var result = result(action, members, request);
            return new Answer(action, 200, requestId, StsXml.result(action, result, requestId));
        } catch (Refusal refusal) {
            return new Answer(action, refusal.status(), requestId, StsXml.error(refusal, requestId));
        }
    }

    private Map<String, Object> result(String action, Map<String, String> members, ApiRequest request) {
        members.keySet().stream()
                .filter(name -> !MEMBERS.matcher(name).matches())
                .findAny()
                .ifPresent(name -> {
                    throw invalid("The sandbox does not simulate the parameter " + name);
                });
        if (!action.equals("AssumeRole") && !action.equals("GetCallerIdentity")) {
            throw Refusal.of("InvalidAction", "Could not find operation " + action + " for version 2011-06-15");
        }
        var caller = signature(request);
        if (faults.take(FaultName.THROTTLE, fault -> action.equals(fault.getOrDefault("operation", action)))) {
            throw Refusal.of("Throttling", "Rate exceeded");
        }
        if (faults.take(FaultName.ACCESS_DENIED, fault -> action.equals(fault.getOrDefault("operation", action)))) {
            throw new Refusal(
                    403,
                    "AccessDenied",
                    "User: " + callers.arn(caller) + " is not authorized to perform: sts:" + action);
        }
        return action.equals("AssumeRole") ? assumeRole(members) : callerIdentity(caller);
    }

    private Signature signature(ApiRequest request) {
        try {
            return Signature.require(request.authorization(), request.date(), "sts", clock.instant());
        } catch (Refusal refusal) {
            // The query protocol answers the same with 403 and without the suffix.
            throw new Refusal(403, refusal.type().replace("Exception", ""), refusal.text());
        }
    }

    private Map<String, Object> callerIdentity(Signature caller) {
        var identity = callers.of(caller);
        var result = new LinkedHashMap<String, Object>();
        result.put("Arn", identity.arn());
        result.put("UserId", identity.userId());
        result.put("Account", Account.ID);
        return result;
    }

    private Map<String, Object> assumeRole(Map<String, String> members) {
        var role = ROLE.matcher(members.getOrDefault("RoleArn", ""));
        var session = members.getOrDefault("RoleSessionName", "");
        if (!role.matches() || !SESSION_NAME.matcher(session).matches()) {
            throw invalid("RoleArn or RoleSessionName is not valid: " + members.get("RoleArn") + ", " + session);
        }
        var policy = Optional.ofNullable(members.get("Policy"));
        policy.ifPresent(Sts::requirePolicy);
        var roleName = role.group(1).substring(role.group(1).lastIndexOf('/') + 1);
        var identity = new Callers.Identity(
                "AROASANDBOXROLE000001:" + session,
                "arn:aws:sts::" + Account.ID + ":assumed-role/" + roleName + "/" + session);
        var accessKey = "ASIA" + base32(16);
        callers.assume(accessKey, identity);
        var result = new LinkedHashMap<String, Object>();
        result.put("Credentials", credentials(accessKey, seconds(members)));
        var user = new LinkedHashMap<String, Object>();
        user.put("AssumedRoleId", identity.userId());
        user.put("Arn", identity.arn());
        result.put("AssumedRoleUser", user);
        policy.ifPresent(text -> result.put("PackedPolicySize", 100 * text.length() / MAX_POLICY));
        Optional.ofNullable(members.get("SourceIdentity")).ifPresent(name -> result.put("SourceIdentity", name));
        return result;
    }

    private Map<String, Object> credentials(String accessKey, long seconds) {
        var credentials = new LinkedHashMap<String, Object>();
        credentials.put("AccessKeyId", accessKey);
        credentials.put("SecretAccessKey", base64(30));
        credentials.put("SessionToken", base64(240));
        var expiry = clock.instant().plus(Duration.ofSeconds(seconds)).truncatedTo(ChronoUnit.SECONDS);
        credentials.put("Expiration", expiry.toString());
        return credentials;
    }

    private static long seconds(Map<String, String> members) {
        var text = members.getOrDefault("DurationSeconds", Long.toString(STANDARD_SECONDS));
        if (!text.matches("\\d{1,9}") || Long.parseLong(text) < MIN_SECONDS || Long.parseLong(text) > MAX_SECONDS) {
            throw invalid("DurationSeconds must be between 900 and 43200, not " + text);
        }
        return Long.parseLong(text);
    }

    private static void requirePolicy(String policy) {
        if (policy.length() > MAX_POLICY) {
            throw invalid("Policy must have length less than or equal to 2048");
        }
        try {
            if (!Json.MAPPER.readTree(policy).path("Statement").isContainer()) {
                throw Refusal.of("MalformedPolicyDocument", "The policy has no Statement");
            }
        } catch (JacksonException e) {
            throw Refusal.of("MalformedPolicyDocument", "The policy is not valid JSON");
        }
    }

    private static Refusal invalid(String message) {
        return Refusal.of("ValidationError", message);
    }

    private static Map<String, String> parse(String form) {
        var members = new LinkedHashMap<String, String>();
        for (var pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            members.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return members;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String base32(int length) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        return random.ints(length, 0, alphabet.length())
                .collect(StringBuilder::new, (text, i) -> text.append(alphabet.charAt(i)), StringBuilder::append)
                .toString();
    }

    private String base64(int bytes) {
        var made = new byte[bytes];
        random.nextBytes(made);
        return Base64.getEncoder().encodeToString(made);
    }
}
