package sallyport.sandbox.slack.page;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Directory;
import sallyport.sandbox.slack.workspace.Person;

/**
 * Whose eyes the page looks through and at what. It lives in the address, so that two windows can be two people and the
 * back button works. {@code home} is the app's Home tab instead of a conversation.
 */
record PageState(Person viewer, Channel channel, Optional<String> thread, boolean home) {

    /** Whatever the address does not say, or says wrongly, falls back to the requester in the first channel. */
    static PageState of(Context context, Directory directory) {
        var people = directory.people().stream()
                .filter(person -> !person.is(Person.Trait.BOT))
                .toList();
        var viewer = parameter(context, "user")
                .flatMap(directory::person)
                .filter(people::contains)
                .orElseGet(people::getFirst);
        var channel = parameter(context, "channel")
                .flatMap(id -> directory.channel(id).filter(found -> found.isVisibleTo(viewer.id())))
                .orElseGet(() -> directory.channels().getFirst());
        return new PageState(
                viewer,
                channel,
                parameter(context, "thread"),
                parameter(context, "home").isPresent());
    }

    PageState as(Person other) {
        return new PageState(other, channel, thread, home);
    }

    PageState at(Channel other) {
        return new PageState(viewer, other, Optional.empty(), false);
    }

    PageState inThread(String ts) {
        return new PageState(viewer, channel, Optional.of(ts), false);
    }

    PageState withoutThread() {
        return at(channel);
    }

    PageState atHome(Channel direct) {
        return new PageState(viewer, direct, Optional.empty(), true);
    }

    /** The address of this state under {@code path}. */
    String link(String path) {
        var link = new StringBuilder(path)
                .append("?user=")
                .append(encoded(viewer.id()))
                .append("&channel=")
                .append(encoded(channel.id()));
        thread.ifPresent(ts -> link.append("&thread=").append(encoded(ts)));
        return home ? link.append("&home=1").toString() : link.toString();
    }

    private static Optional<String> parameter(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
