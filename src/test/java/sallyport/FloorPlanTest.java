package sallyport;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may import whom, as the design's table has it, and a few things nobody may do. */
class FloorPlanTest {
    private static final String ROOT = "sallyport";

    /** Each package and what it may import besides {@code request}. The composition root and {@code cli} import all. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("request", Set.of()),
            Map.entry("yaml", Set.of()),
            Map.entry("parse", Set.of()),
            Map.entry("policy", Set.of("yaml")),
            Map.entry("audit", Set.of()),
            Map.entry("output", Set.of()),
            Map.entry("watch", Set.of()),
            Map.entry("approval", Set.of("policy", "audit")),
            Map.entry("run", Set.of("policy", "audit", "output")),
            Map.entry("ssm", Set.of()),
            Map.entry("aws", Set.of("run", "watch", "audit", "ssm")),
            Map.entry("store", Set.of("audit", "output", "watch")),
            Map.entry("http", Set.of()),
            Map.entry("slack", Set.of("parse", "policy", "audit", "approval", "run", "output", "watch", "http")));

    /** Imports nothing of ours at all, not even {@code request}. */
    private static final Set<String> ALONE = Set.of("request", "ssm");

    private static final List<String> PACKAGES =
            MAY_IMPORT.keySet().stream().sorted().toList();

    /** Libraries that only some packages may see. */
    private static final Map<String, Set<String>> DOORS = Map.of(
            "com.slack..", Set.of("slack"),
            "software.amazon.awssdk..", Set.of("aws", "store"),
            "java.sql..", Set.of("store"),
            "org.sqlite..", Set.of("store"),
            "io.javalin..", Set.of("http"),
            "org.snakeyaml..", Set.of("yaml"),
            "com.google.re2j..", Set.of("policy", "output", "watch"),
            "picocli..", Set.of("cli"));

    /**
     * What waits for time itself, where nothing could wake it earlier: pauses that Slack asked for, and in the sandbox
     * the delays of the real agent and the real Slack.
     */
    private static final Set<String> MAY_PAUSE = Set.of("ThreadScheduler", "ThreadFiles", "AgentSession", "WebApi");

    private static final JavaClasses MAIN = imported(location -> location.contains("/target/classes/"));
    private static final JavaClasses TESTS = imported(location -> location.contains("/target/test-classes/"));
    /** The sandbox and the benchmarks are compiled among the tests, and told from them by where their sources are. */
    private static final JavaClasses SANDBOX = imported(FloorPlanTest::isSandbox);

    private static JavaClasses imported(ImportOption option) {
        return new ClassFileImporter().withImportOption(option).importPackages(ROOT);
    }

    private static boolean isSandbox(Location location) {
        var path = location.asURI().getPath();
        var type = path.replaceFirst(".*/target/test-classes/", "").replaceFirst("(\\$.*)?\\.class$", ".java");
        return path.contains("/target/test-classes/")
                && Stream.of("src/sandbox/java", "src/bench/java").anyMatch(root -> Files.exists(Path.of(root, type)));
    }

    @Test
    void the_plan_names_every_package_that_exists() throws IOException {
        try (var folders = Files.list(Path.of("src/main/java", ROOT))) {
            var names = folders.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .toList();
            var planned = Stream.concat(PACKAGES.stream(), Stream.of("cli")).toList();
            assertThat(planned).containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(MAIN).isNotEmpty();
        assertThat(TESTS).isNotEmpty();
        assertThat(SANDBOX).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void a_package_imports_only_what_the_plan_says(String name) {
        var own = Stream.of(ROOT + "." + name + "..");
        var shared = ALONE.contains(name) ? Stream.<String>empty() : Stream.of(ROOT + ".request..");
        var listed = planned(name).stream().map(other -> ROOT + "." + other + "..");
        var allowed = Stream.of(own, shared, listed).flatMap(s -> s).toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(ROOT, ROOT + "..").and(resideOutsideOfPackages(allowed)))
                .because("the floor plan lets " + name + " import " + planned(name)));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_library_has_one_door(String library) {
        var doors = DOORS.getOrDefault(library, Set.of()).stream()
                .map(name -> ROOT + "." + name + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that(resideOutsideOfPackages(doors))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void only_the_data_channel_opens_a_web_socket() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".ssm..")
                .should()
                .dependOnClassesThat(
                        describe("a web socket", type -> type.getName().startsWith("java.net.http.WebSocket"))));
    }

    @Test
    void packages_form_no_cycle() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void main_knows_no_test_and_no_sandbox() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".sandbox..", ROOT + ".bench..", "org.junit..", "org.assertj..", "org.awaitility.."));
    }

    @Test
    void the_sandbox_runs_without_a_test_library() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.assertj..", "org.awaitility..")
                .check(SANDBOX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Common", "Misc"})
    void no_class_is_a_drawer(String ending) {
        var rule = noClasses().should().haveSimpleNameEndingWith(ending).allowEmptyShould(true);
        rule.check(MAIN);
        rule.check(TESTS);
    }

    @Test
    void logging_is_slf4j_and_nobody_prints_but_the_command_line() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".App")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".Launcher")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void nobody_sleeps_where_a_condition_could_wake_them() {
        var rule = noClasses()
                .that(describe("wait for a condition", type -> !MAY_PAUSE.contains(type.getSimpleName())))
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", Duration.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class);
        rule.check(MAIN);
        rule.check(TESTS);
    }

    @Test
    void only_the_composition_root_reads_the_environment_and_hands_it_to_the_settings() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Serving")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "parse", "policy", "audit", "approval", "yaml"})
    void what_decides_reads_no_clock_and_draws_nothing(String name) {
        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SecureRandom.class, Clock.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/sandbox/java", "src/bench/java"})
    void every_package_is_null_marked(String root) throws IOException {
        try (var files = Files.walk(Path.of(root))) {
            var sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            assertThat(sources.stream().map(Path::getParent).distinct())
                    .allSatisfy(folder -> assertThat(text(folder.resolve("package-info.java")))
                            .contains("@NullMarked"));
        }
    }

    private static Set<String> doors() {
        return DOORS.keySet();
    }

    private static Set<String> planned(String name) {
        return MAY_IMPORT.getOrDefault(name, Set.of());
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "no " + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }
}
