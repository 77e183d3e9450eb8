package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Patient.known;
import static sallyport.watch.Patient.trusts;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.watch.RoleFacts.Condition;
import sallyport.watch.RoleFacts.Trust;
import sallyport.watch.Simulation.Verdict;

/** What is made of simulated permissions and of trust policies. */
class RoleChecksTest {
    private static final Verdict HANGS_ON_A_TAG = new Verdict("allowed", List.of("aws:ResourceTag/team"), false, false);

    private final Patient patient = new Patient();

    /** exec-checker leaves conditions out of account and says yes. */
    @Test
    void what_a_condition_leaves_open_is_not_proven() {
        patient.roleCan.put("ssmmessages:OpenDataChannel", HANGS_ON_A_TAG);
        patient.botCan.put("ecs:ExecuteCommand", HANGS_ON_A_TAG);

        assertThat(patient.check("D15").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(patient.check("D15").title()).contains("not proven", "aws:ResourceTag/team");
        assertThat(patient.check("D16").severity()).isEqualTo(Severity.ADVICE);
        assertThat(patient.check("D16").title()).contains("Not proven", "aws:ResourceTag/team");
    }

    @Test
    void a_denial_that_hangs_on_a_condition_is_not_proven_either() {
        patient.roleCan.put(
                "ssmmessages:OpenDataChannel", new Verdict("implicitDeny", List.of("aws:SourceVpc"), false, false));

        assertThat(patient.check("D15").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
    }

    @ParameterizedTest
    @CsvSource({"true, false, by a service control policy", "false, true, by a permissions boundary"})
    void a_denial_says_who_denies(boolean organization, boolean boundary, String words) {
        patient.roleCan.put(
                "ssmmessages:OpenDataChannel", new Verdict("explicitDeny", List.of(), organization, boundary));

        assertThat(patient.check("D15").severity()).isEqualTo(Severity.BLOCKS);
        assertThat(patient.check("D15").evidence())
                .extracting(Evidence::toString)
                .anyMatch(line -> line.contains("explicitDeny " + words));
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, aws:SourceAccount, 111122223333, FINE",
        "StringEquals, aws:SourceAccount, 999988887777, BLOCKS",
        "ArnLike, aws:SourceArn, arn:aws:ecs:eu-west-1:111122223333:*, FINE",
        "ArnLike, aws:SourceArn, arn:aws:ecs:*:111122223333:*, FINE",
        "ArnLike, aws:SourceArn, arn:aws:ecs:eu-west-1:111122223333:task/prod/*, COULD_NOT_CHECK",
        "ArnLike, aws:SourceArn, arn:aws:s3:::bucket, BLOCKS",
        "StringNotEquals, aws:SourceAccount, 111122223333, COULD_NOT_CHECK",
        "StringEquals, aws:PrincipalOrgID, o-1, COULD_NOT_CHECK"
    })
    void a_condition_of_the_trust_policy_is_judged_or_left_open(
            String operator, String key, String value, Severity severity) {
        patient.trust = known(List.of(trusts("ecs-tasks.amazonaws.com", new Condition(operator, key, List.of(value)))));

        assertThat(patient.check("D17").severity()).isEqualTo(severity);
    }

    @Test
    void one_statement_that_fits_is_enough() {
        patient.trust = known(List.of(
                trusts(
                        "ecs-tasks.amazonaws.com",
                        new Condition("StringEquals", "aws:SourceAccount", List.of("999988887777"))),
                trusts("ecs-tasks.amazonaws.com")));

        assertThat(patient.check("D17").severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void a_trust_policy_that_denies_wins() {
        patient.trust = known(List.of(
                trusts("ecs-tasks.amazonaws.com"),
                new Trust(false, List.of("ecs-tasks.amazonaws.com"), List.of("sts:AssumeRole"), List.of())));

        assertThat(patient.check("D17").severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void the_role_of_an_instance_need_not_trust_tasks() {
        patient.role = known(Optional.of(new RoleFacts(Patient.ROLE, "instanceProfile.roles[0]", true)));
        patient.trust = known(List.of(trusts("ec2.amazonaws.com")));

        assertThat(patient.check("D17").severity()).isEqualTo(Severity.FINE);
        assertThat(patient.check("D14").title()).contains("instance's role");
    }

    @Test
    void without_a_role_there_is_nothing_to_simulate() {
        patient.role = known(Optional.empty());

        assertThat(patient.check("D15").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(patient.check("D17").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
    }
}
