package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Seen.container;
import static sallyport.watch.Seen.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageDifferenceTest {
    @Test
    void one_image_everywhere_is_no_difference() {
        assertThat(ImageDifference.among(List.of(
                        running(1, container("app", "sha256:a"), container("proxy", "sha256:p")),
                        running(2, container("app", "sha256:a"), container("proxy", "sha256:p")))))
                .isEmpty();
    }

    @Test
    void a_tag_that_was_pushed_again_shows_as_two_images_in_one_revision() {
        assertThat(ImageDifference.among(List.of(
                        running(1, container("app", "sha256:a")),
                        running(2, container("app", "sha256:b")),
                        running(3, container("app", "sha256:b")))))
                .containsExactly(new ImageDifference("app", Map.of("sha256:a", 1L, "sha256:b", 2L), true));
    }

    @Test
    void a_deployment_under_way_has_two_images_in_two_revisions() {
        var next = running(2, container("app", "sha256:b"));
        var newer = new TaskState(
                next.arn(),
                next.lastStatus(),
                next.desiredStatus(),
                next.health(),
                "web:43",
                next.availabilityZone(),
                next.execEnabled(),
                next.createdAt(),
                next.startedAt(),
                next.stoppedAt(),
                next.stopCode(),
                next.stoppedReason(),
                next.containers());

        assertThat(ImageDifference.among(List.of(running(1, container("app", "sha256:a")), newer)))
                .singleElement()
                .returns(false, ImageDifference::sameRevision);
    }

    @Test
    void what_stopped_and_what_ecs_does_not_tell_are_no_difference() {
        assertThat(ImageDifference.among(List.of(
                        running(1, container("app", "sha256:a")),
                        running(2, container("app", "")),
                        Seen.stopped(3, "", "", container("app", "sha256:b")))))
                .isEmpty();
    }
}
