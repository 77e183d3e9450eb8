package sallyport.sandbox.aws.agent;

import java.nio.file.Path;
import java.util.List;
import sallyport.sandbox.aws.world.ContainerFolder;
import sallyport.sandbox.aws.world.ContainerFolder.Found;
import sallyport.sandbox.aws.world.ContainerFolder.NoSuchFile;
import sallyport.sandbox.aws.world.ContainerFolder.NotExecutable;
import sallyport.sandbox.aws.world.ContainerFolder.NotInPath;

/** What becomes of a command line before anything runs. */
sealed interface Launch {
    /** A program to run; its words are its name as it was given, then its arguments. */
    record Program(Path path, List<String> words) implements Launch {}

    /** Nothing to run; the session's end will say so after a while. */
    record CannotStart(String output) implements Launch {}

    /** The worker process of the session dies of the command line itself. */
    record WorkerCrash(String output) implements Launch {}

    static Launch of(String command, ContainerFolder container) {
        return switch (Shlex.split(command)) {
            case Shlex.Split.Unfinished(var reason) -> cannotStart(reason);
            case Shlex.Split.Words(var words)
            when words.isEmpty() ->
                new WorkerCrash("Session worker exited: runtime error: index out of range [0] with length 0");
            case Shlex.Split.Words(var words) -> find(words, container);
        };
    }

    private static Launch find(List<String> words, ContainerFolder container) {
        var program = words.getFirst();
        return switch (container.find(program)) {
            case Found(var path) -> new Program(path, words);
            case NotInPath() -> cannotStart("exec: \"" + program + "\": executable file not found in $PATH");
            case NoSuchFile() -> cannotStart("fork/exec " + program + ": no such file or directory");
            case NotExecutable() -> cannotStart("fork/exec " + program + ": permission denied");
        };
    }

    private static Launch cannotStart(String reason) {
        return new CannotStart("Unable to start command: Failed to start pty: " + reason);
    }
}
