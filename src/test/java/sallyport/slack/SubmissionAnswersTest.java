package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sallyport.policy.Access;
import sallyport.policy.Reason;
import sallyport.policy.Reported;

class SubmissionAnswersTest {
    private static String refused(Reason.Kind kind) {
        var reasons = List.of(new Reason("a-rule", kind, "it says so"));
        return Requests.json(SubmissionAnswers.refused(new Access.Refused("No.", reasons, Reported.NOTHING))
                .blocks());
    }

    @Test
    void what_no_rule_grants_can_be_granted() {
        assertThat(refused(Reason.Kind.PERSON)).contains("rule a-rule: it says so", "Its owners can grant it");
    }

    @Test
    void against_a_deny_no_grant_is_of_use() {
        assertThat(refused(Reason.Kind.FORBIDDEN))
                .contains("No grant helps against a deny.")
                .doesNotContain("can grant it");
    }
}
