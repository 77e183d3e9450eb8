package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.SettingsReader;
import sallyport.SettingsReading;
import sallyport.policy.Groups;
import sallyport.request.Person;

class OrganizationReaderTest {
    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    private Organization read(String text) throws IOException {
        var file = Files.writeString(directory.resolve("sallyport.yml"), text);
        return OrganizationReader.read(file, new PrintWriter(err, true), "Nothing was done.")
                .orElseThrow(() -> new AssertionError(err));
    }

    @Test
    void what_the_documented_configuration_says_of_people_and_targets_is_what_the_application_reads()
            throws IOException {
        var example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "configuration.md")));
        assertThat(example.find()).isTrue();
        var text = example.group(1).replace("people:\n", "people:\n  admins: [U0000000001]\n");
        var environment = Map.of("SLACK_BOT_TOKEN", "xoxb", "SLACK_SIGNING_SECRET", "shhh");
        var settings = ((SettingsReading.Read) SettingsReader.read(text, directory, environment)).settings();

        var organization = read(text);

        assertThat(organization.aliases().all()).isEqualTo(settings.aliases().all());
        assertThat(organization.groups().names()).isEqualTo(settings.groups().names());
        assertThat(organization.groups().names())
                .allSatisfy(group -> assertThat(organization.groups().members(group))
                        .isEqualTo(settings.groups().members(group))
                        .isNotEmpty());
    }

    @Test
    void members_count_in_each_workspace() throws IOException {
        var organization = read("slack: {team_ids: [T1, T2]}\npeople: {groups: {dev: [U1]}}\n");
        assertThat(organization.groups().members("dev"))
                .containsExactlyInAnyOrder(new Person("T1", "U1"), new Person("T2", "U1"));
        assertThat(organization.groups().members(Groups.ADMINS)).isEmpty();
        assertThat(organization.person("U1")).contains(new Person("T1", "U1"));
        assertThat(organization.person("T2/U1")).contains(new Person("T2", "U1"));
    }

    @Test
    void schedules_are_read_from_the_file_that_the_configuration_names() throws IOException {
        Files.writeString(directory.resolve("oncall.yml"), """
                version: 1
                schedules:
                  nights: { zone: UTC, rotation: { start: 2026-01-01T20:00, length: 1d, people: [U1, U2] } }
                """);
        var organization = read("slack: {team_ids: [T1]}\npeople: {groups: {dev: [U1]}, on_call: oncall.yml}\n");
        var first = organization.groupsAt(Instant.parse("2026-01-02T19:59:59Z"));
        var second = organization.groupsAt(Instant.parse("2026-01-02T20:00:00Z"));
        assertThat(first.members("nights")).containsExactly(new Person("T1", "U1"));
        assertThat(second.members("nights")).containsExactly(new Person("T1", "U2"));
        assertThat(second.members("dev")).containsExactly(new Person("T1", "U1"));
        assertThat(organization.groupsAtAnyTime().members("nights")).hasSize(2);
        assertThat(organization.groups().names()).doesNotContain("nights");
    }

    @Test
    void schedules_that_are_wrong_or_not_there_are_told_with_their_own_name() throws IOException {
        var text = "people: {groups: {dev: [U1]}, on_call: oncall.yml}\n";
        var file = Files.writeString(directory.resolve("sallyport.yml"), text);
        assertThat(OrganizationReader.read(file, new PrintWriter(err, true), "Nothing was done."))
                .isEmpty();
        assertThat(err.toString()).contains("oncall.yml does not exist. Nothing was done.");
        Files.writeString(directory.resolve("oncall.yml"), "version: 1\nschedules: { dev: { zone: UTC } }\n");
        assertThat(OrganizationReader.read(file, new PrintWriter(err, true), "Nothing was done."))
                .isEmpty();
        assertThat(err.toString())
                .contains("oncall.yml: line 2, column 14: dev is a group of the configuration already.")
                .contains("oncall.yml: line 2, column 19: A schedule needs");
    }

    @Test
    void a_file_that_says_nothing_of_them_is_an_empty_organization() throws IOException {
        var organization = read("policy: policy.yml\n");
        assertThat(organization.aliases().all()).isEmpty();
        assertThat(organization.hasPeople()).isTrue();
        assertThat(organization.target("web")).isEmpty();
    }
}
