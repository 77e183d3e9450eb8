package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/** The bounds that Slack sets to a manifest, and what its schema does not see. */
class ManifestTest {
    private final List<YamlProblem> problems = new ArrayList<>();
    private final YamlFields manifest = read();

    @Test
    void texts_keep_within_slacks_limits() {
        var display = manifest.fields("display_information").orElseThrow();
        assertThat(display.text("name").orElseThrow()).hasSizeBetween(1, 35);
        assertThat(display.text("description").orElseThrow()).hasSizeBetween(1, 140);
        assertThat(display.text("long_description").orElseThrow()).hasSizeBetween(175, 4_000);
        assertThat(display.text("background_color").orElseThrow()).matches("#[0-9a-f]{6}");
        assertThat(command().text("command").orElseThrow()).matches("/[a-z0-9_-]{1,31}");
        assertThat(command().text("description").orElseThrow()).hasSizeBetween(1, 2_000);
        assertThat(command().text("usage_hint").orElseThrow()).hasSizeBetween(1, 1_000);
    }

    @Test
    void the_scopes_are_the_five_that_are_used() {
        var scopes =
                manifest.fields("oauth_config").orElseThrow().fields("scopes").orElseThrow();
        assertThat(scopes.texts("bot"))
                .containsExactlyInAnyOrder("commands", "chat:write", "files:write", "users:read", "usergroups:read");
        assertThat(scopes.node("user")).isEmpty();
    }

    @Test
    void no_event_is_subscribed_to_without_its_scope() {
        assertThat(settings().node("event_subscriptions")).isEmpty();
    }

    @Test
    void without_socket_mode_every_address_is_given_and_is_a_route_of_ours() {
        assertThat(settings().bool("socket_mode_enabled")).contains(false);
        assertThat(command().text("url").orElseThrow()).matches("https://[^/]+/slack/commands");
        var interactivity = settings().fields("interactivity").orElseThrow();
        assertThat(interactivity.bool("is_enabled")).contains(true);
        assertThat(interactivity.text("request_url").orElseThrow()).matches("https://[^/]+/slack/interactivity");
    }

    @Test
    void commands_arrive_as_they_were_typed() {
        assertThat(command().bool("should_escape")).contains(false);
    }

    private YamlFields command() {
        var commands = manifest.fields("features").orElseThrow().list("slash_commands");
        assertThat(commands).hasSize(1);
        return commands.getFirst();
    }

    private YamlFields settings() {
        return manifest.fields("settings").orElseThrow();
    }

    private YamlFields read() {
        try {
            return switch (Yaml.read(Files.readString(Path.of("manifest.yml")))) {
                case YamlReading.Read(var root) -> YamlFields.of(root, problems).orElseThrow();
                case YamlReading.Broken broken -> throw new IllegalStateException(broken.toString());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
