package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Patient.denied;
import static sallyport.watch.Patient.known;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.watch.ClusterFacts.Bucket;
import sallyport.watch.ClusterFacts.BucketState;
import sallyport.watch.ClusterFacts.LogGroup;
import sallyport.watch.ClusterFacts.LogGroupState;
import sallyport.watch.Patient.Defined;

/** Where ECS records sessions, and whether it can. */
class RecordChecksTest {
    private final Patient patient = new Patient();

    @BeforeEach
    void record() {
        patient.logging = Optional.of("OVERRIDE");
        patient.logGroup = Optional.of(new LogGroup("/ecs/exec", true));
    }

    private Check check() {
        return patient.check("D19");
    }

    @Test
    void a_log_group_that_is_there_and_may_be_written_is_fine() {
        assertThat(check().severity()).isEqualTo(Severity.FINE);
    }

    @ParameterizedTest
    @CsvSource({"false, false, true", "true, false, true"})
    void a_log_group_has_to_be_there_and_be_encrypted_if_the_cluster_insists(
            boolean exists, boolean encrypted, boolean insists) {
        patient.logGroup = Optional.of(new LogGroup("/ecs/exec", insists));
        patient.logGroupState = known(new LogGroupState(exists, encrypted));

        assertThat(check().severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void a_log_group_need_not_be_encrypted_if_nobody_insists() {
        patient.logGroup = Optional.of(new LogGroup("/ecs/exec", false));
        patient.logGroupState = known(new LogGroupState(true, false));

        assertThat(check().severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void a_task_role_that_may_not_write_there_blocks() {
        patient.roleCan.put("logs:PutLogEvents", denied("implicitDeny"));

        assertThat(check().severity()).isEqualTo(Severity.BLOCKS);
        assertThat(check().title()).contains("logs:PutLogEvents");
    }

    private void recordInBucket(boolean insists) {
        patient.logGroup = Optional.empty();
        patient.bucket = Optional.of(new Bucket("sessions", "", insists));
    }

    @Test
    void a_bucket_that_is_there_and_may_be_written_is_fine() {
        recordInBucket(true);

        assertThat(check().severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void a_bucket_that_is_not_there_blocks_if_the_cluster_insists_on_encryption_and_else_records_nothing() {
        patient.bucketState = known(new BucketState.Missing());

        recordInBucket(true);
        assertThat(check().severity()).isEqualTo(Severity.BLOCKS);
        assertThat(check().title()).contains("sessions, which is not there.");

        recordInBucket(false);
        assertThat(check().severity()).isEqualTo(Severity.ADVICE);
        assertThat(check().title()).contains("recorded nowhere");
    }

    @Test
    void a_role_that_may_not_record_is_worse_than_a_bucket_that_is_not_there() {
        patient.bucketState = known(new BucketState.Missing());
        patient.roleCan.put("s3:PutObject", denied("implicitDeny"));
        recordInBucket(false);

        assertThat(check().severity()).isEqualTo(Severity.BLOCKS);
        assertThat(check().title()).contains("s3:PutObject");
    }

    @ParameterizedTest
    @CsvSource({
        "AES256, FINE, where the cluster says",
        "aws:kms, FINE, where the cluster says",
        "aws:kms:dsse, BLOCKS, encrypted by aws:kms:dsse",
        "'', BLOCKS, is not."
    })
    void a_bucket_is_encrypted_by_what_the_agent_knows_if_the_cluster_insists(
            String algorithm, Severity severity, String words) {
        patient.bucketState = known(new BucketState.There(Optional.of(algorithm).filter(name -> !name.isEmpty())));

        recordInBucket(true);
        assertThat(check().severity()).isEqualTo(severity);
        assertThat(check().title()).contains(words);

        recordInBucket(false);
        assertThat(check().severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void a_bucket_nobody_may_look_at_could_not_be_checked() {
        recordInBucket(true);
        patient.bucketState = new Fact.Missing<>("AWS denied it.");

        assertThat(check().severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(check().title()).contains("AWS denied it.");
    }

    @Test
    void a_group_that_is_fine_does_not_hide_a_bucket_that_is_not_there() {
        patient.bucket = Optional.of(new Bucket("sessions", "", true));
        patient.bucketState = known(new BucketState.Missing());

        assertThat(check().severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void an_encrypted_bucket_needs_one_permission_more() {
        patient.roleCan.put("s3:GetEncryptionConfiguration", denied("implicitDeny"));
        recordInBucket(true);
        assertThat(check().severity()).isEqualTo(Severity.BLOCKS);

        recordInBucket(false);
        assertThat(check().severity()).isEqualTo(Severity.FINE);
    }

    @Test
    void by_default_only_containers_with_awslogs_are_recorded() {
        patient.logging = Optional.of("DEFAULT");
        var other = new Defined("worker");
        other.logDriver = "splunk";
        patient.defined = List.of(new Defined("app").made(), other.made());

        assertThat(check().severity()).isEqualTo(Severity.ADVICE);
        assertThat(check().title()).contains("worker").doesNotContain("app,");
    }
}
