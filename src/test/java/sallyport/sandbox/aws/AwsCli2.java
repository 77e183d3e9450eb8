package sallyport.sandbox.aws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The AWS CLI of version 2, the only one that has {@code logs tail}. */
final class AwsCli2 {
    /** Prints its command; Debian's may be hidden behind another one. */
    private static final String FIND = """
        for aws in /usr/bin/aws aws; do
          if $aws --version 2>/dev/null | grep -q '^aws-cli/2'; then echo $aws; exit 0; fi
        done
        echo 'no AWS CLI 2 (Debian: apt-get install awscli)' >&2
        exit 1
        """;

    private AwsCli2() {}

    static void require() throws InterruptedException {
        Peer.require("AWS CLI 2", "sh", "-c", FIND);
    }

    static List<String> command(SimulatedAws aws, String... arguments) throws IOException, InterruptedException {
        var program = Peer.run("", List.of("sh", "-c", FIND)).good().strip();
        var command = new ArrayList<>(
                List.of(program, "--endpoint-url", aws.endpoint().toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
