package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.InstallationCheck;
import sallyport.watch.Remedy;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    private static final Check FINE = InstallationCheck.I1.fine("Java runs it.", Evidence.of("java.version", "25"));
    private static final Check OPEN = InstallationCheck.I4.couldNotCheck("Slack does not say which ones it has.");
    private static final Check BLOCKS = InstallationCheck.I9.blocks(
            "The policy cannot come into force.",
            Remedy.of("Mend it.").cli("sallyport policy check policy.yml"),
            Evidence.of("problem", "line 3, column 5: no such group"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int doctor(Clinic.Answer answer, String... options) {
        var arguments = new String[options.length + 1];
        arguments[0] = "doctor";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return SallyportCommand.run(
                (_, _) -> false,
                (_, _) -> Optional.empty(),
                _ -> answer,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments);
    }

    private static Clinic.Answer examined(Check... checks) {
        return new Clinic.Answer.Examined(List.of(checks));
    }

    @Test
    void without_anything_that_blocks_the_answer_is_good() {
        assertThat(doctor(examined(OPEN, FINE))).isZero();
        assertThat(out.toString())
                .contains("[?] I4 The scopes of the Slack token: Slack does not say")
                .contains("[ok] I1 Java runs it.");
    }

    @Test
    void what_blocks_makes_it_a_no_with_evidence_and_remedy() {
        assertThat(doctor(examined(BLOCKS, FINE))).isEqualTo(1);
        assertThat(out.toString())
                .contains("[X] I9 The policy cannot come into force.")
                .contains("problem=line 3, column 5: no such group")
                .contains("To mend it: Mend it.")
                .contains("sallyport policy check policy.yml");
    }

    @Test
    void a_configuration_that_is_not_there_was_asked_wrongly() {
        assertThat(doctor(new Clinic.Answer.NoConfiguration("sallyport.yml: the file does not exist.")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Nothing was checked. sallyport.yml: the file does not exist.");
    }

    @Test
    void programs_read_the_same() {
        assertThat(doctor(examined(BLOCKS, FINE), "--json")).isEqualTo(1);

        var json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.path("good").asBoolean()).isFalse();
        assertThat(json.path("checks")).hasSize(2);
        var first = json.path("checks").get(0);
        assertThat(first.path("id").asString()).isEqualTo("I9");
        assertThat(first.path("severity").asString()).isEqualTo("blocks");
        assertThat(first.path("evidence").path("problem").asString()).contains("line 3");
        assertThat(first.path("remedy").path("cli").asString()).isEqualTo("sallyport policy check policy.yml");
        assertThat(first.path("documentation").asString()).isEqualTo("docs/policy.md");
    }
}
