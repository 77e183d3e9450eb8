package sallyport.sandbox.aws.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.iam.RequestContext;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ObjectNode;

/**
 * AssumeRole and GetCallerIdentity. A role of the world is assumed by whom its trust policy names; any other can be
 * assumed by anybody.
 */
final class Sts {
    /** Limits of the model: plain-text characters of a session policy, seconds of a session. */
    private static final int MAX_POLICY = 2048;

    private static final long MIN_SECONDS = 900;
    private static final long MAX_SECONDS = 43_200;
    private static final long STANDARD_SECONDS = 3600;

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/([\\w+=,.@/-]+)");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");

    private final Supplier<World> world;
    private final Callers callers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sts(Supplier<World> world, Callers callers, InstantSource clock) {
        this.world = world;
        this.callers = callers;
        this.clock = clock;
    }

    Map<String, QueryOperation> operations() {
        return Map.of(
                "AssumeRole",
                        (asked, caller) -> assumeRole(
                                asked.only(
                                        "RoleArn",
                                        "RoleSessionName",
                                        "Policy",
                                        "DurationSeconds",
                                        "ExternalId",
                                        "SourceIdentity",
                                        "Tags",
                                        "TransitiveTagKeys"),
                                caller),
                "GetCallerIdentity", (asked, caller) -> callerIdentity(caller));
    }

    private ObjectNode callerIdentity(Signature caller) {
        var identity = callers.of(caller);
        return Json.object()
                .put("Arn", identity.arn())
                .put("UserId", identity.userId())
                .put("Account", Account.ID);
    }

    private ObjectNode assumeRole(QueryMembers asked, Signature caller) {
        var arn = asked.text("RoleArn").orElse("");
        var role = ROLE.matcher(arn);
        var session = asked.text("RoleSessionName").orElse("");
        if (!role.matches() || !SESSION_NAME.matcher(session).matches()) {
            throw invalid("RoleArn or RoleSessionName is not valid: " + arn + ", " + session);
        }
        var policy = asked.text("Policy").map(Sts::policy);
        var roleName = role.group(1).substring(role.group(1).lastIndexOf('/') + 1);
        requireTrust(roleName, arn, asked, caller);
        var identity = new Callers.Identity(
                "AROASANDBOXROLE000001:" + session,
                "arn:aws:sts::" + Account.ID + ":assumed-role/" + roleName + "/" + session);
        var accessKey = "ASIA" + base32(16);
        callers.assume(accessKey, identity, new Callers.Session(roleName, policy));
        var result = Json.object();
        result.set("Credentials", credentials(accessKey, seconds(asked)));
        result.putObject("AssumedRoleUser")
                .put("AssumedRoleId", identity.userId())
                .put("Arn", identity.arn());
        asked.text("Policy").ifPresent(text -> result.put("PackedPolicySize", 100 * text.length() / MAX_POLICY));
        asked.text("SourceIdentity").ifPresent(name -> result.put("SourceIdentity", name));
        return result;
    }

    /** Tagging a session and giving it a source identity are actions of their own, which the trust must name too. */
    private void requireTrust(String roleName, String arn, QueryMembers asked, Signature caller) {
        var role = world.get().identities().role(roleName);
        if (role.isEmpty()) {
            return;
        }
        var context = context(asked);
        var principals = List.of(callers.arn(caller), Account.ID, "arn:aws:iam::" + Account.ID + ":root");
        for (var action : actions(asked)) {
            if (!role.get().trust().trusts(principals, action, context)) {
                throw new Refusal(
                        403,
                        "AccessDenied",
                        "User: %s is not authorized to perform: %s on resource: %s"
                                .formatted(callers.arn(caller), action, arn));
            }
        }
    }

    private static List<String> actions(QueryMembers asked) {
        var actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!asked.structures("Tags").isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (asked.text("SourceIdentity").isPresent()) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static RequestContext context(QueryMembers asked) {
        var context = new HashMap<String, String>();
        context.put("aws:PrincipalOrgID", Account.ORGANIZATION);
        asked.text("ExternalId").ifPresent(id -> context.put("sts:ExternalId", id));
        asked.text("SourceIdentity").ifPresent(id -> context.put("sts:SourceIdentity", id));
        asked.text("RoleSessionName").ifPresent(name -> context.put("sts:RoleSessionName", name));
        asked.structures("Tags")
                .forEach(tag -> context.put(
                        "aws:RequestTag/" + tag.required("Key"),
                        tag.text("Value").orElse("")));
        return new RequestContext(context);
    }

    private ObjectNode credentials(String accessKey, long seconds) {
        var expiry = clock.instant().plus(Duration.ofSeconds(seconds)).truncatedTo(ChronoUnit.SECONDS);
        return Json.object()
                .put("AccessKeyId", accessKey)
                .put("SecretAccessKey", base64(30))
                .put("SessionToken", base64(240))
                .put("Expiration", expiry.toString());
    }

    private static long seconds(QueryMembers asked) {
        var text = asked.text("DurationSeconds").orElse(Long.toString(STANDARD_SECONDS));
        if (!text.matches("\\d{1,9}") || Long.parseLong(text) < MIN_SECONDS || Long.parseLong(text) > MAX_SECONDS) {
            throw invalid("DurationSeconds must be between 900 and 43200, not " + text);
        }
        return Long.parseLong(text);
    }

    private static PolicyDocument policy(String policy) {
        if (policy.length() > MAX_POLICY) {
            throw invalid("Policy must have length less than or equal to 2048");
        }
        try {
            return PolicyDocument.parse(policy);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.of("MalformedPolicyDocument", String.valueOf(malformed.getMessage()));
        }
    }

    private static Refusal invalid(String message) {
        return Refusal.of("ValidationError", message);
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
