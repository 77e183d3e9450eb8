package sallyport.yaml;

/** A document, or what is wrong with it. */
public sealed interface YamlReading {
    record Read(YamlNode root) implements YamlReading {}

    record Broken(YamlProblem problem) implements YamlReading {}
}
