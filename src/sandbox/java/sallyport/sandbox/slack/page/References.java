package sallyport.sandbox.slack.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Directory;
import sallyport.sandbox.slack.workspace.UserGroup;

/** What stands in angle brackets: links, mentions, dates. */
final class References {
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");
    private static final Set<String> BROADCASTS = Set.of("here", "channel", "everyone");

    private final Directory directory;
    private final SlackDate dates;

    References(Directory directory, SlackDate dates) {
        this.directory = directory;
        this.dates = dates;
    }

    /** Empty when the brackets hold nothing Slack knows; they are then shown as they are. */
    Optional<Html> token(String inside) {
        var parts = inside.split("\\|", 2);
        var label = parts.length == 2 ? Optional.of(parts[1]) : Optional.<String>empty();
        var body = parts[0].isEmpty() ? "" : parts[0].substring(1);
        return switch (parts[0].isEmpty() ? ' ' : parts[0].charAt(0)) {
            case '@' -> Optional.of(user(body));
            case '#' -> Optional.of(channel(body));
            case '!' -> special(body, label);
            default -> isLink(parts[0]) ? Optional.of(link(Entities.decode(parts[0]), label)) : Optional.empty();
        };
    }

    Html user(String id) {
        return Html.el("span", "mention", "@" + directory.nameOf(id)).attr("data-user", id);
    }

    Html group(String id) {
        var handle = directory.group(id).map(UserGroup::handle).orElse(id);
        return Html.el("span", "mention", "@" + handle);
    }

    Html channel(String id) {
        var name = directory.channel(id).map(Channel::name).orElse(id);
        return Html.el("span", "mention channel", "#" + name);
    }

    /** Highlighted as in Slack, since it would have woken everybody. */
    Html broadcast(String range) {
        return Html.el("span", "mention broadcast", "@" + range);
    }

    Html link(String url, Optional<String> label) {
        return Html.el("a", "link", Entities.decode(label.orElse(url)))
                .attr("href", url)
                .attr("target", "_blank")
                .attr("rel", "noopener noreferrer");
    }

    Html date(long epochSecond, String format) {
        var moment = Instant.ofEpochSecond(epochSecond);
        return Html.el("time", "date", dates.format(moment, format)).attr("datetime", moment.toString());
    }

    static boolean isLink(String url) {
        try {
            return Optional.ofNullable(new URI(Entities.decode(url)).getScheme())
                    .filter(SCHEMES::contains)
                    .isPresent();
        } catch (URISyntaxException notOne) {
            return false;
        }
    }

    private Optional<Html> special(String body, Optional<String> label) {
        if (BROADCASTS.contains(body)) {
            return Optional.of(broadcast(body));
        }
        if (body.startsWith("subteam^")) {
            return Optional.of(group(body.substring("subteam^".length())));
        }
        var date = body.split("\\^", 4);
        if (date.length >= 3 && date[0].equals("date") && date[1].matches("\\d{1,11}")) {
            return Optional.of(date(Long.parseLong(date[1]), date[2]));
        }
        return label.map(Html::textOf);
    }
}
