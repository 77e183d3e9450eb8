package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.alias;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Aliases;

class TargetGlobTest {
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "web, web, true",
        "web, webs, false",
        "web, we, false",
        "Web, web, false",
        "w.b, web, false",
        "*, web, true",
        "**, web, true",
        "web*, web, true",
        "*web, web, true",
        "w*b, web, true",
        "w*b, wb, true",
        "w*b, w, false",
        "w*w, w, false",
        "w*w, ww, true",
        "w*eb*b, web, false",
        "w*e*b, web, true",
        "w*e*b, wexxeb, true",
        "*a*b, xaxbxb, true",
        "*ab*ab, ab, false",
        "*ab*ab, abab, true",
        "*ab*ba*, aba, false",
        "a*, web, false"
    })
    void a_star_stands_for_any_characters_of_the_alias(String glob, String name, boolean matches) {
        assertThat(new TargetGlob(glob).matches(alias(name, "c", "s"))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "jobs, jobs/report, true",
        "jobs, prod/family:report, true",
        "*, jobs/report, true",
        "job, jobs/report, false",
        "prod/report, jobs/report, true",
        "prod/report, jobs/family:report, true",
        "prod/*, jobs/family:report, true",
        "jobs/report, jobs/report, false",
        "prod/family, jobs/family:report, false"
    })
    void a_place_in_a_whole_cluster_has_its_targets_alias_and_its_own_name(String glob, String typed, boolean matches) {
        var place = new Aliases(List.of(alias("jobs", "prod", "*"))).find(typed).orElseThrow();

        assertThat(new TargetGlob(glob).matches(place)).isEqualTo(matches);
        assertThat(new TargetIndex<>(
                                List.of(glob), rule -> List.of(new Condition.OnTarget(List.of(new TargetGlob(rule)))))
                        .near(place))
                .hasSize(matches ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "prod/web, prod, web, true",
        "prod/*, prod, web, true",
        "*/web, prod, web, true",
        "p*/w*, prod, web, true",
        "prod/web, prod, api, false",
        "prod/web, test, web, false",
        "*, a/b, web, true",
        "p*b, prod, web, false"
    })
    void with_a_slash_it_is_about_cluster_and_service(String glob, String cluster, String service, boolean matches) {
        assertThat(new TargetGlob(glob).matches(alias("x", cluster, service))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a*", "*a", "a*b"})
    void a_star_stands_for_no_slash(String glob) {
        assertThat(new TargetGlob(glob).matches(alias("a/b", "c", "s"))).isFalse();
    }

    @Test
    void it_knows_whether_it_names_one_target_and_what_all_of_them_begin_with() {
        assertThat(new TargetGlob("prod/web").isExact()).isTrue();
        assertThat(new TargetGlob("prod/web").beginning()).isEqualTo("prod/web");
        assertThat(new TargetGlob("prod/w*b*").isExact()).isFalse();
        assertThat(new TargetGlob("prod/w*b*").beginning()).isEqualTo("prod/w");
        assertThat(new TargetGlob("*").beginning()).isEmpty();
        assertThat(new TargetGlob("a*")).hasToString("a*");
    }

    @Test
    void it_matches_what_an_expression_with_any_characters_for_the_stars_would() {
        var random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            var glob = text(random, "ab*", 7);
            var name = text(random, "ab", 8);
            assertThat(new TargetGlob(glob).matches(alias(name, "c", "s")))
                    .as("%s and %s", glob, name)
                    .isEqualTo(Pattern.matches(glob.replace("*", ".*"), name));
        }
    }

    @Test
    void the_index_finds_every_rule_that_can_concern_a_target_in_their_order() {
        var random = new Random(4);
        for (int i = 0; i < ROUNDS / 100; i++) {
            var globs = random.ints(50, 0, 2)
                    .mapToObj(part ->
                            part == 0 ? text(random, "ab*", 3) : text(random, "ab*", 3) + "/" + text(random, "ab*", 3))
                    .map(TargetGlob::new)
                    .toList();
            var index = new TargetIndex<>(globs, glob -> List.of(new Condition.OnTarget(List.of(glob))));
            var alias = alias(text(random, "ab", 3), text(random, "ab", 3), text(random, "ab", 3));

            assertThat(index.near(alias).filter(glob -> glob.matches(alias)))
                    .containsExactlyElementsOf(
                            globs.stream().filter(glob -> glob.matches(alias)).toList());
            assertThat(index.all()).isEqualTo(globs);
        }
    }

    @Test
    void the_index_passes_over_rules_about_other_names_and_finds_each_once() {
        record Rule(String name, List<Condition> conditions) {}
        var rules = List.of(
                new Rule("all", List.of()),
                new Rule("web", List.of(on("web", "we*", "c/*"))),
                new Rule("api", List.of(on("api", "ap*"))),
                new Rule("other", List.of(on("d/*", "c/t*", "webb*"))),
                new Rule("group", List.of(new Condition.InChannel(Set.of("C1")))));
        var index = new TargetIndex<>(rules, Rule::conditions);

        assertThat(index.near(alias("web", "c", "s"))).extracting(Rule::name).containsExactly("all", "web", "group");
    }

    private static Condition on(String... globs) {
        return new Condition.OnTarget(
                List.of(globs).stream().map(TargetGlob::new).toList());
    }

    /** One letter at least. */
    private static String text(Random random, String letters, int longest) {
        var text = new StringBuilder();
        for (int length = 1 + random.nextInt(longest); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
