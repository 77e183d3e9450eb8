package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each service of the clinic is wrong in the one way its name says, and can be mended. */
class ClinicTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static Set<String> checkup(String name) {
        int slash = name.indexOf('/');
        return Checkup.of(AWS.aws().world(), name.substring(0, slash), name.substring(slash + 1));
    }

    /** The check a service is named after, if it is wrong at all. */
    private static Set<String> expected(String name) {
        var service = name.substring(name.indexOf('/') + 1);
        return service.matches("d\\d\\d-.*") ? Set.of(service.substring(0, 3)) : Set.of();
    }

    @Test
    void each_is_wrong_in_the_way_its_name_says_and_in_no_other() {
        assertThat(AWS.aws().clinic())
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(checkup(name)).as(name).isEqualTo(expected(name)));
    }

    @Test
    void each_is_healthy_once_it_was_mended_and_the_others_are_as_before() {
        for (var name : AWS.aws().clinic()) {
            AWS.aws().reset();
            AWS.aws().mend(name);
            assertThat(AWS.aws().clinic())
                    .allSatisfy(other -> assertThat(checkup(other))
                            .as(other + " once " + name + " was mended")
                            .isEqualTo(other.equals(name) ? Set.of() : expected(other)));
        }
    }

    @Test
    void nothing_gets_better_or_worse_by_itself() {
        for (int i = 0; i < 10; i++) {
            AWS.aws().step();
        }
        assertThat(AWS.aws().clinic())
                .allSatisfy(name -> assertThat(checkup(name)).as(name).isEqualTo(expected(name)));
    }

    @Test
    void a_new_deployment_mends_what_is_older_than_the_change() throws Exception {
        AWS.api()
                .ecs(
                        "UpdateService",
                        "{\"cluster\":\"clinic\",\"service\":\"d10-older-than-the-change\",\"forceNewDeployment\":true}");
        for (int i = 0; i < 20; i++) {
            AWS.aws().step();
        }
        var world = AWS.aws().world();
        var cluster = world.cluster("clinic").orElseThrow();
        var service = cluster.service("d10-older-than-the-change").orElseThrow();
        assertThat(cluster.tasksOf(service).stream().filter(task -> task.running()))
                .singleElement()
                .satisfies(task ->
                        assertThat(task.service().enableExecuteCommand()).isTrue());
    }

    @Test
    void a_container_of_the_clinic_is_made_when_somebody_execs_into_it() throws Exception {
        var task = AWS.aws().world().cluster("clinic").orElseThrow().tasks().stream()
                .filter(each -> each.service().name().equals("healthy-ec2"))
                .findFirst()
                .orElseThrow();
        var session = AWS.api()
                .ecs(
                        "ExecuteCommand",
                        "{\"cluster\":\"clinic\",\"task\":\"" + task.id()
                                + "\",\"command\":\"echo here\",\"interactive\":true}");
        try (var client = RawClient.open(session.body().path("session"))) {
            assertThat(client.awaitEnd()).isEmpty();
            assertThat(client.output()).isEqualTo("here\r\n");
        }
    }

    @Test
    void the_fleet_takes_several_pages() throws Exception {
        var names = new HashSet<String>();
        var token = "";
        int pages = 0;
        do {
            var next = token.isEmpty() ? "" : ",\"nextToken\":\"" + token + "\"";
            var page = AWS.api()
                    .ecs("ListServices", "{\"cluster\":\"fleet\"" + next + "}")
                    .body();
            page.path("serviceArns").forEach(arn -> names.add(arn.asString()));
            token = page.path("nextToken").asString("");
            pages++;
        } while (!token.isEmpty());
        assertThat(names).hasSize(100);
        assertThat(pages).isEqualTo(10);
    }

    @Test
    void a_script_mends_over_the_control_route() throws Exception {
        assertThat(mend("{\"service\":\"d09-exec-off\"}")).isEqualTo(200);
        assertThat(checkup("clinic/d09-exec-off")).isEmpty();
        assertThat(mend("{\"service\":\"nope\"}")).isEqualTo(400);
        assertThatThrownBy(() -> AWS.aws().mend("nope")).hasMessageContaining("clinic/d09-exec-off");
    }

    private static int mend(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(AWS.aws().endpoint().resolve("/control/mend"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
