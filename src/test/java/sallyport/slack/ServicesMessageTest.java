package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.watch.ServiceRoll;
import sallyport.watch.ServiceRoll.Entry;
import sallyport.watch.ServiceRoll.State;

class ServicesMessageTest {
    private static final Alias WEB = alias("web", "web");
    private static final Alias FLEET = alias("fleet", "*");

    @Test
    void a_line_says_what_runs_whether_exec_is_on_and_when_it_was_deployed() {
        assertThat(text(new Entry(WEB, Optional.of(state(2, "COMPLETED")))))
                .containsPattern("web +2/2 +on +3 h ago +web:42  prod/web in eu-west-1");
    }

    @Test
    void a_service_that_may_not_be_seen_can_still_be_named() {
        assertThat(text(new Entry(WEB, Optional.empty()))).containsPattern("web +- +- +- +prod/web in eu-west-1");
    }

    @Test
    void what_is_not_as_usual_is_remarked() {
        var state = new State("DRAINING", 2, 0, 1, false, "web:42", "FAILED", Optional.empty());

        assertThat(text(new Entry(WEB, Optional.of(state))))
                .containsPattern("0/2 +off +- +web:42  DRAINING  FAILED  1 pending");
    }

    @Test
    void columns_stand_below_one_another_however_long_a_name_is() {
        var long40 = "a-service-with-a-name-of-forty-characters";
        var entries = List.of(
                new Entry(WEB, Optional.of(state(2, "COMPLETED"))),
                new Entry(alias(long40, "web"), Optional.of(state(2, "COMPLETED"))));
        var lines = Stream.of(json(new ServiceRoll(entries, List.of())).split("\\\\n"))
                .filter(line -> line.contains("2/2"))
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().indexOf("2/2")).isEqualTo(lines.getLast().indexOf("2/2"));
    }

    @Test
    void a_hundred_services_of_a_cluster_are_one_message() {
        assertThat(ServicesMessage.of(roll(100), Requests.NOW)).hasSize(1);
        assertThat(json(roll(100))).contains("fleet/ship-100").doesNotContain("not shown");
    }

    @Test
    void the_three_hundred_and_first_service_is_counted_and_all_messages_fit_a_response_address() {
        assertThat(json(roll(ServicesMessage.MAX_ROWS))).doesNotContain("not shown");
        assertThat(json(roll(ServicesMessage.MAX_ROWS + 1))).contains("1 more service is not shown.");
        assertThat(ServicesMessage.of(roll(ServicesMessage.MAX_ROWS + 1), Requests.NOW))
                .hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void why_something_is_missing_is_said_below() {
        var roll = new ServiceRoll(List.of(new Entry(WEB, Optional.empty())), List.of("AWS denied ecs:ListServices."));

        assertThat(json(roll)).contains("AWS denied ecs:ListServices.");
    }

    @Test
    void without_any_service_that_is_said() {
        assertThat(json(new ServiceRoll(List.of(), List.of()))).contains("There are no services you can name here.");
    }

    private static ServiceRoll roll(int count) {
        var aliases = new Aliases(List.of(FLEET));
        return new ServiceRoll(
                IntStream.rangeClosed(1, count)
                        .mapToObj(number -> aliases.find("fleet/ship-%03d".formatted(number))
                                .orElseThrow())
                        .map(alias -> new Entry(alias, Optional.of(state(1, "COMPLETED"))))
                        .toList(),
                List.of());
    }

    private static State state(int tasks, String rollout) {
        return new State(
                "ACTIVE",
                tasks,
                tasks,
                0,
                true,
                "web:42",
                rollout,
                Optional.of(Requests.NOW.minus(Duration.ofHours(3))));
    }

    private static String text(Entry entry) {
        return json(new ServiceRoll(List.of(entry), List.of()));
    }

    private static String json(ServiceRoll roll) {
        return ServicesMessage.of(roll, Requests.NOW).stream()
                .map(message -> Requests.json(message.blocks()))
                .reduce("", String::concat);
    }

    private static Alias alias(String name, String service) {
        return new Alias(name, "111122223333", "eu-west-1", "prod", service, Optional.empty(), Optional.empty());
    }
}
