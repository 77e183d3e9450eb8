package sallyport.policy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Well-known programs that can be made to do more than their name says. The list is for warnings: a program that is not
 * on it is not thereby harmless.
 */
final class Programs {
    /**
     * A program on the list.
     *
     * @param name as the list has it, without a directory or a version
     * @param always whether any parameter at all is one too many
     * @param launches whether its arguments name a program to start
     * @param how by which of its options or commands, for people
     */
    record Program(String name, Set<Power> powers, boolean always, boolean launches, String how) {
        Power gravest() {
            return powers.stream().max(Comparator.naturalOrder()).orElseThrow();
        }
    }

    /** Names, what they can, by what. {@code always} and {@code launches} as in {@link Program}. */
    private static final String TABLE = """
            sh ash bash dash ksh mksh zsh fish csh tcsh rbash pwsh : always spawn write read : everything they read is a program
            busybox toybox : always launches spawn write read : their first argument is another program
            python pypy ruby irb perl node nodejs deno bun php lua luajit tclsh expect Rscript ghci guile gawk awk mawk nawk : always spawn write read : their arguments and files are programs
            jshell jrunscript groovy kotlin scala julia elixir iex erl psysh tinker : always spawn write read : what they read is a program
            sed : always spawn write read : the commands e, w and r, and -i
            find fd fdfind : always spawn write read : -exec, -ok, -delete, -fprintf
            xargs parallel : always launches spawn write read : their arguments and their input are commands
            env : always launches spawn read : it starts what it is given, and shows the environment
            printenv : always read : it shows the environment, with the secrets in it
            nice timeout nohup setsid stdbuf ionice taskset chrt flock watch time unshare nsenter chroot : launches spawn : they start the program that follows
            sudo su doas runuser setpriv su-exec gosu start-stop-daemon tini dumb-init : launches spawn : they start the program that follows as somebody else
            strace ltrace gdb lldb perf valgrind script unbuffer rlwrap screen tmux : launches spawn write read : they start the program that follows, or one that an option names
            ssh mosh : launches spawn write read : -o ProxyCommand, and the command that follows
            scp sftp rsync : spawn write read : -S, -e, --rsync-path
            tar gtar bsdtar : spawn write read : --checkpoint-action, --to-command, -I
            zip unzip 7z 7za rar cpio ar pax : spawn write read : zip -TT, and whatever path an archive names
            gzip gunzip bzip2 xz zstd split csplit shuf : write read : the output file and --filter
            vi vim nvim view ex ed emacs nano pico : spawn write read : they are editors: !, :e, :w
            less more most man pg : spawn write read : they are pagers: !, v, --lessopen
            git hg svn : spawn write read : -c, --upload-pack, --config, hooks
            make gmake cmake rake ant mvn gradle npm npx yarn pnpm pip pip3 gem bundle poetry pipenv uv cargo go composer mix : launches spawn write read : they run what a file of the project says
            curl : write read : -o, -K, -T, file://
            wget aria2c : spawn write read : -O, --use-askpass, --on-download-complete
            nc ncat netcat socat telnet ftp tftp : spawn write read : -e, EXEC:, !
            openssl : spawn write read : -engine, -out, -in
            psql : spawn write read : \\!, COPY … PROGRAM, \\o
            mysql mariadb mysqldump mysqladmin : spawn write read : system, tee, INTO OUTFILE
            sqlite3 : spawn write read : .shell, .output, ATTACH
            redis-cli valkey-cli : write read : EVAL, CONFIG SET dir, --eval
            mongo mongosh cqlsh clickhouse-client : spawn write read : their input is a program
            sqlplus isql : spawn write read : HOST, SPOOL
            java javaw : spawn write read : -agentlib, -XX:OnError, -cp
            jcmd jattach jdb jmap : spawn write read : JVMTI.agent_load, GC.heap_dump
            docker podman nerdctl ctr crictl kubectl oc helm aws gcloud az : spawn write read : exec, run, cp, --endpoint-url
            apt apt-get dpkg yum dnf rpm apk pacman snap : spawn write read : hooks and package scripts
            systemctl service crontab at batch systemd-run journalctl : spawn write read : units, tables and pagers
            mount umount insmod modprobe ldconfig losetup : spawn write : what is mounted or loaded decides what runs
            gcc cc g++ clang ld as : spawn write read : -wrapper, @file, -o
            cp mv ln install dd tee truncate touch rm rmdir mkdir mkfifo shred chmod chown chgrp setfacl : write : the files they are given
            patch sponge logrotate iptables tcpdump : spawn write read : the files they are given, and scripts after them
            sort uniq : write read : -o, --compress-program, --files0-from
            cat head tail tac nl grep egrep fgrep zgrep rg cut paste join od xxd hexdump strings base32 base64 wc diff cmp comm : read : the files they are given
            file stat ls tree du readlink realpath md5sum sha1sum sha256sum zcat bzcat xzcat zless column fold rev tr jq yq xmllint : read : the files they are given
            """;

    /** A version behind a name, as in python3.12 and php-8. */
    private static final Pattern VERSION = Pattern.compile("-?[0-9][0-9.]*$");

    private static final Map<String, Program> ALL = read();

    private Programs() {}

    private static Map<String, Program> read() {
        var programs = new HashMap<String, Program>();
        for (var row : TABLE.lines().toList()) {
            var cells = row.split(" : ", 3);
            var words = List.of(cells[1].split(" "));
            var powers = Arrays.stream(Power.values())
                    .filter(power -> words.contains(power.name().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toUnmodifiableSet());
            for (var name : cells[0].split(" ", -1)) {
                programs.putIfAbsent(
                        name,
                        new Program(name, powers, words.contains("always"), words.contains("launches"), cells[2]));
            }
        }
        return programs;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** A program by its file name, in whatever directory and version. */
    static Optional<Program> named(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return Optional.ofNullable(ALL.get(name))
                .or(() -> Optional.ofNullable(ALL.get(VERSION.matcher(name).replaceFirst(""))));
    }
}
