package sallyport.sandbox.slack.control;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.sandbox.slack.dispatch.Dispatcher;
import sallyport.sandbox.slack.dispatch.Outcome;
import sallyport.sandbox.slack.traffic.Fault;
import sallyport.sandbox.slack.traffic.Faults;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.UserGroup;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /control/fault}: puts faults in force, hands those for AWS on, and changes people, channels and groups, which
 * is the other way in which a workspace surprises an application. Such a change also sends the event Slack would send.
 */
final class FaultSwitch {
    private static final Set<String> CHANGES = Set.of("user", "channel", "usergroup");

    private final Workspace workspace;
    private final Dispatcher dispatcher;
    private final Faults faults;
    private final AwsFaults aws;

    FaultSwitch(Workspace workspace, Dispatcher dispatcher, Faults faults, AwsFaults aws) {
        this.workspace = workspace;
        this.dispatcher = dispatcher;
        this.faults = faults;
        this.aws = aws;
    }

    ObjectNode turn(Fields fields) {
        var name = fields.text("name");
        var params = fields.object("params");
        var count = fields.positive("count", 1);
        return switch (fields.text("side")) {
            case "aws" -> {
                aws.inject(name, params, count).ifPresent(why -> {
                    throw new BadField(why);
                });
                yield Json.object().put("ok", true);
            }
            case "slack" -> CHANGES.contains(name) ? change(name, params).toJson() : fault(name, params, count);
            default -> throw new BadField("field side must be aws or slack");
        };
    }

    private ObjectNode fault(String name, ObjectNode params, int count) {
        var kind = Stream.of(Fault.Kind.values())
                .filter(known -> known.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadField("no such fault: " + name + "; there are: " + names()));
        if (kind == Fault.Kind.ERROR && Json.text(params, "error").isEmpty()) {
            throw new BadField("missing field params.error");
        }
        if (kind == Fault.Kind.SLOW && !params.path("millis").isInt()) {
            throw new BadField("missing field params.millis");
        }
        faults.add(new Fault(kind, Json.text(params, "method").orElse("*"), params, count));
        return Json.object().put("ok", true);
    }

    private static String names() {
        var kinds = Stream.of(Fault.Kind.values()).map(Fault.Kind::wireName);
        return Stream.concat(kinds, CHANGES.stream().sorted()).collect(Collectors.joining(", "));
    }

    private Outcome change(String name, ObjectNode params) {
        return switch (name) {
            case "user" -> changeUser(params);
            case "channel" -> changeChannel(params);
            default -> changeGroup(params);
        };
    }

    private Outcome changeUser(ObjectNode params) {
        var id = workspace
                .directory()
                .person(params.path("user").asString(""))
                .orElseThrow(() -> new BadField("field params.user must be a user id"))
                .id();
        workspace.directory().changePerson(id, person -> person.withTraits(traits(person, params)));
        var event = Json.object().put("type", "user_change");
        event.set("user", workspace.directory().person(id).orElseThrow().toJson());
        return dispatcher.event(event);
    }

    private static Set<Person.Trait> traits(Person person, JsonNode params) {
        var traits = new HashSet<>(person.traits());
        for (var trait : EnumSet.allOf(Person.Trait.class)) {
            toggle(traits, trait, params.path(trait.flag()));
        }
        return traits;
    }

    private Outcome changeChannel(ObjectNode params) {
        var before = workspace
                .directory()
                .channel(params.path("channel").asString(""))
                .orElseThrow(() -> new BadField("field params.channel must be a channel id"));
        workspace.directory().changeChannel(before.id(), channel -> changed(channel, params));
        var shared = params.path("is_ext_shared").asBoolean(false);
        var archived = params.path("is_archived").asBoolean(false);
        if (!shared && !archived) {
            return dispatcher.event(Json.object().put("type", "channel_changed").put("channel", before.id()));
        }
        return dispatcher.event(Json.object()
                .put("type", shared ? "channel_shared" : "channel_archive")
                .put("channel", before.id()));
    }

    private static Channel changed(Channel channel, JsonNode params) {
        var traits = new HashSet<>(channel.traits());
        for (var trait : EnumSet.allOf(Channel.Trait.class)) {
            toggle(traits, trait, params.path(trait.flag()));
        }
        var changed = channel.withTraits(traits);
        var member = params.path("is_member");
        return member.isBoolean() ? changed.with(Seed.BOT_ID, member.booleanValue()) : changed;
    }

    private Outcome changeGroup(ObjectNode params) {
        var before = workspace
                .directory()
                .group(params.path("usergroup").asString(""))
                .orElseThrow(() -> new BadField("field params.usergroup must be a user group id"));
        var users = params.path("users").isArray()
                ? params.path("users").valueStream().map(JsonNode::asString).toList()
                : before.users();
        var enabled = !params.path("disabled").asBoolean(!before.enabled());
        workspace
                .directory()
                .changeGroup(before.id(), group -> new UserGroup(group.id(), group.handle(), users, enabled));
        return dispatcher.event(
                Json.object().put("type", "subteam_members_changed").put("subteam_id", before.id()));
    }

    private static <T> void toggle(Set<T> traits, T trait, JsonNode wanted) {
        if (wanted.isBoolean() && wanted.booleanValue()) {
            traits.add(trait);
        } else if (wanted.isBoolean()) {
            traits.remove(trait);
        }
    }
}
