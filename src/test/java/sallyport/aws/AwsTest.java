package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.request.Selector;
import sallyport.run.Resolution;
import sallyport.watch.LineFilter;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.Looked;

class AwsTest {
    @Test
    void one_door_leads_to_containers_services_and_logs() {
        try (var stub = new AwsStub();
                var aws = Aws.connect(
                        List.of(EcsFixture.TARGET), AwsOptions.sandbox(stub.uri()), Clock.systemUTC(), line -> line)) {
            var ecs = new EcsFixture(stub);
            ecs.runs(EcsFixture.id(1));
            var selector = new Selector("web", Optional.empty(), Optional.empty());

            assertThat(aws.containers().resolve(selector)).isInstanceOf(Resolution.Resolved.class);
            assertThat(aws.services().look(EcsFixture.WEB)).isInstanceOf(Looked.Found.class);
            assertThat(aws.logs()
                            .read(new LogQuery(
                                    LogScope.of(selector),
                                    Instant.EPOCH,
                                    Instant.now(),
                                    LineFilter.EVERYTHING,
                                    LogQuery.End.NEWEST,
                                    10)))
                    .isInstanceOf(LogAnswer.NotReadable.class);
        }
    }

    @Test
    void the_door_to_production_asks_for_nothing_before_it_is_used() {
        var aws = Aws.connect(List.of(EcsFixture.TARGET), AwsOptions.production(), Clock.systemUTC(), line -> line);

        assertThat(aws.containers()).isNotNull();
        aws.close();
    }

    @Test
    void two_targets_of_one_name_are_refused() {
        assertThatThrownBy(() -> Aws.connect(
                        List.of(EcsFixture.TARGET, EcsFixture.TARGET),
                        AwsOptions.production(),
                        Clock.systemUTC(),
                        line -> line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("web");
    }
}
