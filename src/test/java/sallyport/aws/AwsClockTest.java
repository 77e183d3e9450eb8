package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;

class AwsClockTest {
    private static final Instant OURS = Instant.parse("2026-03-01T12:00:10Z");
    private final AtomicLong nanos = new AtomicLong();
    private final AwsClock clock = new AwsClock(() -> OURS, nanos::get);

    @Test
    void the_difference_is_ours_less_theirs_with_half_a_second_for_the_rounding() {
        answeredAt("Sun, 01 Mar 2026 12:00:07 GMT");
        assertThat(clock.skew()).contains(Duration.ofMillis(2_500));
        answeredAt("Sun, 01 Mar 2026 12:00:12 GMT");
        assertThat(clock.skew()).contains(Duration.ofMillis(-2_500));
    }

    @Test
    void a_comparison_of_more_than_a_minute_ago_says_nothing() {
        answeredAt("Sun, 01 Mar 2026 12:00:07 GMT");
        nanos.set(Duration.ofMinutes(1).toNanos());
        assertThat(clock.skew()).isPresent();
        nanos.incrementAndGet();
        assertThat(clock.skew()).isEmpty();
    }

    @Test
    void a_date_that_is_none_changes_nothing() {
        answeredAt("yesterday");
        assertThat(clock.skew()).isEmpty();
    }

    private void answeredAt(String date) {
        clock.afterTransmission(
                InterceptorContext.builder()
                        .request(ListClustersRequest.builder().build())
                        .httpResponse(SdkHttpResponse.builder()
                                .statusCode(200)
                                .putHeader("Date", date)
                                .build())
                        .build(),
                ExecutionAttributes.unmodifiableExecutionAttributes(new ExecutionAttributes()));
    }
}
