package sallyport.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Approval;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.ChannelId;
import sallyport.request.Concurrency;
import sallyport.request.Conditions;
import sallyport.request.Confirmation;
import sallyport.request.Digest;
import sallyport.request.Escalation;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Extension;
import sallyport.request.FanOut;
import sallyport.request.Freeze;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Requests, phases and events as JSON, version {@value #VERSION}. Keys are sorted, unknown and missing ones are
 * refused, and the kinds of phases, events, actors and exits carry the names below, so that a class may be renamed
 * without changing a file. Safe for use by many threads.
 */
public final class LedgerFormat {
    /** Goes up when a reader of the former version would misread. */
    public static final int VERSION = 1;

    private static final Map<String, Class<? extends Phase>> PHASES = Map.ofEntries(
            Map.entry("received", Phase.Received.class),
            Map.entry("pending", Phase.Pending.class),
            Map.entry("approved", Phase.Approved.class),
            Map.entry("starting", Phase.Starting.class),
            Map.entry("running", Phase.Running.class),
            Map.entry("done", Phase.Done.class),
            Map.entry("failed", Phase.Failed.class),
            Map.entry("timed-out", Phase.TimedOut.class),
            Map.entry("revoked", Phase.Revoked.class),
            Map.entry("lost", Phase.Lost.class),
            Map.entry("unknown", Phase.Unknown.class),
            Map.entry("denied", Phase.Denied.class),
            Map.entry("cancelled", Phase.Cancelled.class),
            Map.entry("expired", Phase.Expired.class),
            Map.entry("stale", Phase.Stale.class),
            Map.entry("not-started", Phase.NotStarted.class));

    private static final Map<String, Class<? extends Event>> EVENTS = Map.ofEntries(
            Map.entry("target-resolved", Event.TargetResolved.class),
            Map.entry("start-refused", Event.StartRefused.class),
            Map.entry("approval-given", Event.ApprovalGiven.class),
            Map.entry("denial-given", Event.DenialGiven.class),
            Map.entry("stop-asked", Event.StopAsked.class),
            Map.entry("time-passed", Event.TimePassed.class),
            Map.entry("binding-broken", Event.BindingBroken.class),
            Map.entry("claim-taken", Event.ClaimTaken.class),
            Map.entry("session-opened", Event.SessionOpened.class),
            Map.entry("run-ended", Event.RunEnded.class),
            Map.entry("taken-over", Event.TakenOver.class),
            Map.entry("sight-lost", Event.SightLost.class),
            Map.entry("extension-asked", Event.ExtensionAsked.class),
            Map.entry("deadline-reached", Event.DeadlineReached.class));

    private static final JsonMapper JSON = mapper();

    private LedgerFormat() {}

    public static String write(Request request) {
        return JSON.writeValueAsString(tree(request));
    }

    public static Request readRequest(String json) {
        return JSON.readValue(json, Request.class);
    }

    public static String write(Phase phase) {
        return JSON.writeValueAsString(tree(phase));
    }

    public static Phase readPhase(String json) {
        return JSON.readValue(json, Phase.class);
    }

    /** The name of a phase's kind. */
    static String kind(Phase phase) {
        return tree(phase).path("kind").asString();
    }

    static JsonNode tree(Request request) {
        return JSON.valueToTree(request);
    }

    static JsonNode tree(Phase phase) {
        return JSON.valueToTree(phase);
    }

    public static String write(Freeze freeze) {
        return JSON.writeValueAsString(freeze);
    }

    public static Freeze readFreeze(String json) {
        return JSON.readValue(json, Freeze.class);
    }

    static JsonNode tree(Event event) {
        return JSON.valueToTree(event);
    }

    static JsonNode tree(Actor actor) {
        return JSON.valueToTree(actor);
    }

    static String write(Map<String, ?> sorted) {
        return JSON.writeValueAsString(sorted);
    }

    static JsonParser parser(byte[] utf8, int offset, int length) {
        return JSON.createParser(utf8, offset, length);
    }

    /** Reads the value that a parser stands at, and leaves what follows it. */
    static ObjectReader part(Class<?> form) {
        return JSON.readerFor(form).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    static <T> T read(String json, Class<T> form) {
        return JSON.readValue(json, form);
    }

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder()
                .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .addMixIn(Phase.class, Kind.class)
                .addMixIn(Event.class, Kind.class)
                .addMixIn(Actor.class, Kind.class)
                .addMixIn(ExitStatus.class, Kind.class)
                .addMixIn(Conditions.class, LaterConditions.class)
                .addMixIn(Phase.Pending.class, LaterPending.class)
                .addMixIn(Phase.Running.class, LaterRunning.class)
                .addMixIn(Event.TargetResolved.class, LaterResolved.class)
                .addMixIn(FanOut.class, Kind.class)
                .addModule(texts());
        PHASES.forEach((name, kind) -> builder.registerSubtypes(new NamedType(kind, name)));
        EVENTS.forEach((name, kind) -> builder.registerSubtypes(new NamedType(kind, name)));
        return builder.registerSubtypes(
                        new NamedType(Actor.Human.class, "person"),
                        new NamedType(Actor.Component.class, "component"),
                        new NamedType(ExitStatus.Exited.class, "exited"),
                        new NamedType(ExitStatus.Unknown.class, "unknown"),
                        new NamedType(FanOut.First.class, "first"),
                        new NamedType(FanOut.Other.class, "other"))
                .build();
    }

    private static SimpleModule texts() {
        return new SimpleModule("texts")
                .addSerializer(RequestId.class, new AsText<>())
                .addSerializer(ChannelId.class, new AsText<>())
                .addSerializer(Digest.class, new AsText<>())
                .addDeserializer(
                        Conditions.class,
                        new FromWritten<>(
                                WrittenConditions.class,
                                Map.of(
                                        "confirmation", StringNode.valueOf(Confirmation.REVIEW.name()),
                                        "escalation", NullNode.getInstance(),
                                        "audience", StringNode.valueOf(Audience.THREAD.name()),
                                        "concurrency", JsonNodeFactory.instance.arrayNode(),
                                        "fanOut", NullNode.getInstance(),
                                        "reported", NullNode.getInstance()),
                                WrittenConditions::read))
                .addDeserializer(
                        Phase.Pending.class,
                        new FromWritten<>(
                                WrittenPending.class, Map.of("escalated", BooleanNode.FALSE), WrittenPending::read))
                .addDeserializer(
                        Phase.Running.class,
                        new FromWritten<>(
                                WrittenRunning.class,
                                Map.of("extension", NullNode.getInstance()),
                                WrittenRunning::read))
                .addDeserializer(
                        Event.TargetResolved.class,
                        new FromWritten<>(
                                WrittenResolved.class, Map.of("tasks", IntNode.valueOf(1)), WrittenResolved::read))
                .addDeserializer(RequestId.class, new FromText<>(RequestId::new))
                .addDeserializer(ChannelId.class, new FromText<>(ChannelId::new))
                .addDeserializer(Digest.class, new FromText<>(Digest::new));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kind {}

    /** Left out where they say what goes without saying, so that what was written before they came stays as it was. */
    private interface LaterConditions {
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        @SuppressWarnings("UnusedMethod") // its annotation is what Jackson looks for
        Confirmation confirmation();

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Usual.class)
        @SuppressWarnings("UnusedMethod")
        Audience audience();

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @SuppressWarnings("UnusedMethod")
        List<Concurrency> concurrency();

        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @SuppressWarnings("UnusedMethod")
        Optional<Escalation> escalation();

        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @SuppressWarnings("UnusedMethod")
        Optional<FanOut> fanOut();

        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @SuppressWarnings("UnusedMethod")
        Optional<String> reported();
    }

    /** As {@link LaterConditions}. */
    private interface LaterPending {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        @SuppressWarnings("UnusedMethod")
        boolean escalated();
    }

    /** As {@link LaterConditions}. */
    private interface LaterRunning {
        @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @SuppressWarnings("UnusedMethod")
        Optional<Extension> extension();
    }

    /** As {@link LaterConditions}. */
    private interface LaterResolved {
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = One.class)
        @SuppressWarnings("UnusedMethod")
        int tasks();
    }

    /** As {@link Usual}. */
    private static final class One {
        @Override
        public boolean equals(@Nullable Object other) {
            return Integer.valueOf(1).equals(other);
        }

        @Override
        public int hashCode() {
            return One.class.hashCode();
        }
    }

    /** Jackson leaves out what this calls equal to itself. */
    private static final class Usual {
        @Override
        public boolean equals(@Nullable Object other) {
            return Conditions.USUAL.confirmation().equals(other)
                    || Conditions.USUAL.audience().equals(other);
        }

        @Override
        public int hashCode() {
            return Usual.class.hashCode();
        }
    }

    /** The conditions with every key, as they are read once the later ones are filled in. */
    private record WrittenConditions(
            Optional<String> ticket,
            Binding binding,
            long outputLimit,
            Optional<AfterReview> review,
            Confirmation confirmation,
            Optional<Escalation> escalation,
            Audience audience,
            List<Concurrency> concurrency,
            Optional<FanOut> fanOut,
            Optional<String> reported) {
        private Conditions read() {
            return new Conditions(
                    ticket,
                    binding,
                    outputLimit,
                    review,
                    confirmation,
                    escalation,
                    audience,
                    concurrency,
                    fanOut,
                    reported);
        }
    }

    /** As {@link WrittenConditions}. */
    private record WrittenPending(Target target, Digest digest, List<Approval> approvals, boolean escalated) {
        private Phase.Pending read() {
            return new Phase.Pending(target, digest, approvals, escalated);
        }
    }

    /** As {@link WrittenConditions}. */
    private record WrittenRunning(
            Target target,
            Digest digest,
            String token,
            String sessionId,
            Instant since,
            Optional<Actor> stopAskedBy,
            Optional<Extension> extension) {
        private Phase.Running read() {
            return new Phase.Running(target, digest, token, sessionId, since, stopAskedBy, extension);
        }
    }

    /** As {@link WrittenConditions}. */
    private record WrittenResolved(Target target, int tasks, Instant at) {
        private Event.TargetResolved read() {
            return new Event.TargetResolved(target, tasks, at);
        }
    }

    /** Fills in the keys that were not written when they did not exist yet. */
    private static final class FromWritten<W, T> extends ValueDeserializer<T> {
        private final Class<W> form;
        private final Map<String, JsonNode> later;
        private final Function<W, T> read;

        /** @param later what a missing key means */
        FromWritten(Class<W> form, Map<String, JsonNode> later, Function<W, T> read) {
            this.form = form;
            this.later = later;
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws JacksonException {
            var tree = context.readTree(json);
            if (tree instanceof ObjectNode object) {
                later.forEach((key, meaning) -> {
                    if (!object.has(key)) {
                        object.set(key, meaning);
                    }
                });
            }
            return read.apply(context.readTreeAsValue(tree, form));
        }
    }

    private static final class AsText<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializationContext context) throws JacksonException {
            json.writeString(value.toString());
        }
    }

    private static final class FromText<T> extends ValueDeserializer<T> {
        private final Function<String, T> read;

        FromText(Function<String, T> read) {
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws JacksonException {
            return read.apply(json.getString());
        }
    }
}
