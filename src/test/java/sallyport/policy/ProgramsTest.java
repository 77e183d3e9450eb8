package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramsTest {
    @Test
    void the_list_has_the_families_people_get_out_by() {
        assertThat(Programs.names())
                .hasSizeGreaterThan(280)
                .contains("find", "tar", "env", "xargs", "awk", "sed", "vi", "less", "man", "git", "ssh", "scp")
                .contains("rsync", "curl", "wget", "openssl", "python", "ruby", "perl", "node", "psql", "mysql")
                .contains("redis-cli", "php", "java", "jcmd", "jshell", "nice", "timeout", "nohup", "setsid", "chroot")
                .contains("stdbuf", "script", "busybox", "time", "strace", "gdb", "bash", "sh", "ash", "dash");
    }

    @Test
    void every_program_on_it_can_do_something_and_says_by_what() {
        assertThat(Programs.names().stream().map(Programs::named)).allSatisfy(found -> {
            assertThat(found).isPresent();
            assertThat(found.get().powers()).isNotEmpty();
            assertThat(found.get().how()).isNotBlank().doesNotContain(" : ");
            assertThat(found.get().name()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "find, SPAWN, true, false",
        "xargs, SPAWN, true, true",
        "bash, SPAWN, true, false",
        "timeout, SPAWN, false, true",
        "tar, SPAWN, false, false",
        "curl, WRITE, false, false",
        "cp, WRITE, false, false",
        "tail, READ, false, false",
        "printenv, READ, true, false"
    })
    void a_program_has_what_its_row_says(String name, Power gravest, boolean always, boolean launches) {
        var program = Programs.named(name).orElseThrow();
        assertThat(program.gravest()).isEqualTo(gravest);
        assertThat(program.always()).isEqualTo(always);
        assertThat(program.launches()).isEqualTo(launches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/bin/python3", "python3.12", "python-3", "bin/python", "/opt/python2.7"})
    void a_program_is_known_in_every_directory_and_version(String path) {
        assertThat(Programs.named(path))
                .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("python"));
    }

    @Test
    void a_number_that_belongs_to_the_name_is_no_version() {
        assertThat(Programs.named("base64").orElseThrow().name()).isEqualTo("base64");
        assertThat(List.of("uname", "findx", "my-find", "python3x", "/find/app", ""))
                .allSatisfy(name -> assertThat(Programs.named(name)).isEmpty());
    }
}
