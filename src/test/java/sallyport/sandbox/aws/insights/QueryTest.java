package sallyport.sandbox.aws.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.world.LogGroup;
import sallyport.sandbox.aws.world.LogStore;

class QueryTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final List<String> MESSAGES = List.of(
            "GET /orders 200",
            "GET /users 500",
            "{\"level\":\"error\",\"message\":\"timed out\",\"duration\":90,\"user\":{\"id\":7}}",
            "app: {\"level\":\"info\",\"message\":\"placed\",\"duration\":120,\"user\":{\"id\":8}}",
            "GET /orders 404");

    /** One event each two minutes, on two streams. */
    private static List<Row> events() {
        LogGroup group = new LogStore().create("/ecs/web", START);
        return IntStream.range(0, MESSAGES.size())
                .mapToObj(index -> {
                    var at = START.plusSeconds(120L * index);
                    return Rows.of("/ecs/web", group.write("s" + index % 2, at, at, MESSAGES.get(index)));
                })
                .toList();
    }

    /** The result as lines, columns between bars, without the pointers. */
    private static String run(String query) {
        var result = Query.parse(query).run(events(), Query.MOST_ROWS);
        return result.rows().stream()
                .map(row -> result.columns().stream()
                        .filter(column -> !column.equals("@ptr"))
                        .map(column -> row.value(column).orElse("-"))
                        .collect(Collectors.joining(" | ")))
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        filter @message like "orders"                     ; 2
        filter @message like /\\/(orders|users) [45]/     ; 2
        filter @message =~ /^GET/                         ; 3
        filter @message not like 'GET'                    ; 2
        filter level = "error"                            ; 1
        filter level != "error"                           ; 4
        filter level = 'error' or level = 'info'          ; 2
        filter level in ["error", "info"]                 ; 2
        filter level not in ["error"]                     ; 4
        filter duration > 90                              ; 1
        filter duration >= 90 and user.id < 8             ; 1
        filter not ispresent(level)                       ; 3
        filter (level = "info") and ispresent(`user.id`)  ; 1
        filter @logStream = "s1" # a note                 ; 2
        dedup @logStream                                  ; 2
        limit 3                                           ; 3
        """)
    void filters_choose_events(String query, int rows) {
        assertThat(run(query).lines()).hasSize(rows);
    }

    @Test
    void without_fields_the_time_and_the_message_are_shown_newest_first() {
        assertThat(run("limit 2"))
                .isEqualTo("2026-11-23 10:08:00.000 | GET /orders 404\n2026-11-23 10:06:00.000 | " + MESSAGES.get(3));
    }

    @Test
    void fields_add_up_and_display_takes_their_place() {
        assertThat(run("fields level as l, duration | fields @logStream | filter duration = 90"))
                .isEqualTo("error | 90 | s0");
        assertThat(run("fields level | display duration | filter duration = 90"))
                .isEqualTo("90");
    }

    @Test
    void statistics_are_counted_by_periods() {
        assertThat(run("stats count(*) by bin(5m) | sort bin(5m) asc"))
                .isEqualTo("2026-11-23 10:00:00.000 | 3\n2026-11-23 10:05:00.000 | 2");
        assertThat(run("stats count(*) as n by bin(5m) as t | sort n desc | limit 1"))
                .isEqualTo("2026-11-23 10:00:00.000 | 3");
        assertThat(run("stats count(*) by @logStream | sort count(*) desc")).isEqualTo("s0 | 3\ns1 | 2");
    }

    @Test
    void statistics_are_worked_out_over_numbers() {
        assertThat(run("stats count(level), count_distinct(@logStream), sum(duration), avg(duration), min(duration),"
                        + " max(duration), pct(duration, 95)"))
                .isEqualTo("2 | 2 | 210 | 105 | 90 | 120 | 120");
    }

    @Test
    void a_regular_expression_makes_fields() {
        assertThat(run("parse @message /(?<path>\\/\\w+) (?<status>\\d+)/ | filter ispresent(status)"
                        + " | stats count(*) as n by path | sort n desc"))
                .isEqualTo("/orders | 2\n/users | 1");
    }

    @Test
    void what_matched_is_counted_before_statistics_and_limits() {
        var result = Query.parse("filter @message like 'GET' | stats count(*) | limit 1")
                .run(events(), 10);
        assertThat(result.matched()).isEqualTo(3);
        assertThat(result.rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        fields @message | explode              ; 18 ; 25
        filter level =                         ; 14 ; 14
        filter level ~ 'x'                     ; 13 ; 14
        stats median(x)                        ;  6 ; 12
        limit 10001                            ;  6 ; 11
        limit 0                                ;  6 ;  7
        stats count(*) by bin(5y)              ; 22 ; 23
        filter @message like /(/               ; 22 ; 23
        filter level = "open                   ; 15 ; 16
        fields a b                             ;  9 ; 10
        """)
    void what_is_no_query_is_refused_with_its_place(String query, int start, int end) {
        assertThatThrownBy(() -> Query.parse(query)).isInstanceOfSatisfying(MalformedQuery.class, malformed -> {
            assertThat(malformed.start()).isEqualTo(start);
            assertThat(malformed.end()).isEqualTo(end);
            assertThat(malformed.text()).isNotBlank();
        });
    }
}
