package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which checks are the reason for a failure that was just seen. */
class ObstaclesTest {
    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            D1 fine, D25 advice, D19 could not check      | nothing
            D1 blocks, D2 blocks                          | D1
            D2 blocks                                     | D2
            D9 blocks, D15 blocks, D25 advice             | D9 D15
            D9 blocks, D10 blocks                         | D10
            D9 blocks, D10 fine, D12 fine                 | D9
            D12 blocks                                    | D12
            D12 blocks, D15 blocks                        | D15
            D12 blocks, D24 blocks, D20 blocks            | D24 D20
            D12 advice, D13 advice, D25 advice            | D12 D13
            D38 advice, D4 advice, D19 advice             | D38 D4
            D3 advice                                     | D3
            D15 blocks, D12 advice                        | D15
            D31 blocks, D38 advice                        | D31
            """)
    void the_reasons_are_those_that_explain_the_others(String findings, String reasons) {
        var checks = new ArrayList<Check>();
        for (var finding : findings.split(", ", -1)) {
            var words = finding.split(" ", 2);
            checks.add(check(words[0], words[1]));
        }

        assertThat(Obstacles.among(checks).stream().map(Check::id).toList())
                .isEqualTo(reasons == null ? List.of() : List.of(reasons.split(" ", -1)));
    }

    private static Check check(String id, String severity) {
        for (var one : Severity.values()) {
            if (one.words().equals(severity)) {
                return new Check(id, one, id + " is so.", List.of(), Optional.empty(), "https://docs.aws.amazon.com/");
            }
        }
        throw new AssertionError(severity);
    }
}
