package sallyport.sandbox.slack.dispatch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sallyport.sandbox.slack.workspace.Directory;
import sallyport.sandbox.slack.workspace.Person;

/** What people type, as messages carry it: three characters escaped, {@code @name} turned into a mention. */
final class TypedText {
    private static final Pattern ESCAPED_MENTION = Pattern.compile("&lt;@([UW][A-Z0-9]+)&gt;");
    private static final Pattern NAME = Pattern.compile("(?<![\\w<@])@([a-z][a-z0-9._-]*)");

    private TypedText() {}

    static String toMessageText(String typed, Directory directory) {
        var escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        var mentions = ESCAPED_MENTION.matcher(escaped).replaceAll("<@$1>");
        return NAME.matcher(mentions)
                .replaceAll(name -> Matcher.quoteReplacement(directory
                        .personNamed(name.group(1))
                        .map(Person::id)
                        .map(id -> "<@" + id + ">")
                        .orElse(name.group())));
    }
}
