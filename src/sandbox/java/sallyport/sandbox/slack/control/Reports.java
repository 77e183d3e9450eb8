package sallyport.sandbox.slack.control;

import java.util.Comparator;
import java.util.stream.Stream;
import sallyport.sandbox.slack.blocks.InputValues;
import sallyport.sandbox.slack.traffic.TrafficLog;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ObjectNode;

/** What scripts may look at. */
public final class Reports {
    private final Workspace workspace;
    private final TrafficLog log;

    public Reports(Workspace workspace, TrafficLog log) {
        this.workspace = workspace;
        this.log = log;
    }

    ObjectNode state(Fields query) {
        var state = Json.object();
        var users = state.putArray("users");
        workspace
                .directory()
                .people()
                .forEach(person -> users.addObject()
                        .put("id", person.id())
                        .put("name", person.name())
                        .put("is_bot", person.is(Person.Trait.BOT)));
        var channels = state.putArray("channels");
        workspace.directory().channels().stream()
                .filter(channel -> !channel.isDirect())
                .forEach(channel -> channels.addObject().put("id", channel.id()).put("name", channel.name()));
        return state;
    }

    /** With {@code user}, also what only that person sees: ephemeral messages here and their direct messages. */
    ObjectNode messages(Fields query) {
        var channel = query.channel();
        var everybodys = workspace.messages().roots(channel.id()).stream();
        var own = query.optionalText("user").isPresent() ? own(channel, query.user()) : Stream.<Message>empty();
        return listed(Stream.concat(everybodys, own));
    }

    private Stream<Message> own(Channel channel, Person person) {
        var direct = workspace.directory().channels().stream()
                .filter(other -> other.directWith().filter(person.id()::equals).isPresent())
                .filter(other -> !other.id().equals(channel.id()))
                .flatMap(other -> Stream.concat(
                        workspace.messages().roots(other.id()).stream(),
                        workspace.messages().ephemerals(other.id(), person.id()).stream()));
        return Stream.concat(workspace.messages().ephemerals(channel.id(), person.id()).stream(), direct);
    }

    ObjectNode thread(Fields query) {
        return listed(workspace.messages().thread(query.channel().id(), query.text("ts")).stream());
    }

    private ObjectNode listed(Stream<Message> messages) {
        var answer = Json.object();
        var array = answer.putArray("messages");
        messages.sorted(Comparator.comparing(Message::ts))
                .forEach(message -> array.add(workspace.messages().toJson(message)));
        return answer;
    }

    /** Modals newest first, then the Home tab if there is one; sentences under inputs are added as {@code errors}. */
    ObjectNode views(Fields query) {
        var user = query.user().id();
        var answer = Json.object();
        var array = answer.putArray("views");
        Stream.concat(workspace.views().stack(user).reversed().stream(), workspace.views().home(user).stream())
                .forEach(view -> array.add(described(view)));
        return answer;
    }

    private static ObjectNode described(View view) {
        var json = view.toJson(InputValues.state(view.blocks(), Json.object()));
        if (!view.errors().isEmpty()) {
            var errors = json.putObject("errors");
            view.errors().forEach(errors::put);
        }
        return json;
    }

    ObjectNode log(Fields query) {
        var answer = Json.object();
        var array = answer.putArray("log");
        log.entries().forEach(entry -> array.add(entry.toJson()));
        return answer;
    }
}
