package sallyport;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What stands in a file at one moment; equal if nothing changed. */
sealed interface FileContent {
    record Text(String text) implements FileContent {}

    record Unreadable(String why) implements FileContent {}

    static FileContent of(Path file) {
        try {
            return new Text(Files.readString(file));
        } catch (NoSuchFileException _) {
            return new Unreadable("the file does not exist");
        } catch (AccessDeniedException _) {
            return new Unreadable("the file may not be read");
        } catch (CharacterCodingException _) {
            return new Unreadable("the file is not UTF-8 text");
        } catch (IOException e) {
            return new Unreadable(
                    Files.isDirectory(file) ? "it is a directory" : "the file cannot be read (" + e.getMessage() + ")");
        }
    }
}
