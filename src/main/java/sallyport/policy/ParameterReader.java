package sallyport.policy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sallyport.policy.Parameter.Choice;
import sallyport.policy.Parameter.FreeText;
import sallyport.policy.Parameter.Matching;
import sallyport.policy.Parameter.PathBelow;
import sallyport.policy.Parameter.WholeNumber;
import sallyport.request.Argv;
import sallyport.request.CodePoint;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;

/** Reads the type of a parameter. A new type is a record of {@link Parameter} and a row here. */
final class ParameterReader {
    private static final int LEAST = -999_999_999;
    private static final int MOST = 999_999_999;

    private static final Map<String, Function<YamlFields, Optional<Parameter>>> TYPES = Map.of(
            "enum", ParameterReader::choice,
            "int", ParameterReader::number,
            "pattern", ParameterReader::matching,
            "text", ParameterReader::freeText,
            "path", ParameterReader::pathBelow);

    private final YamlFields fields;

    ParameterReader(YamlFields fields) {
        this.fields = fields;
    }

    Optional<Parameter> read() {
        fields.require("type");
        var type = fields.oneOf("type", TYPES);
        var parameter = type.flatMap(reader -> reader.apply(fields));
        if (type.isPresent()) {
            fields.refuseOthers();
        }
        return parameter;
    }

    private static Optional<Parameter> choice(YamlFields fields) {
        fields.require("values");
        var values = fields.scalars("values");
        for (var value : values) {
            if (value.text().isEmpty() || !CodePoint.isPrintableAscii(value.text())) {
                fields.problem(value, "A value holds at least one character, and only printable ASCII.");
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(new Choice(values.stream().map(Scalar::text).toList()));
    }

    private static Optional<Parameter> number(YamlFields fields) {
        fields.require("min", "max");
        var least = fields.integer("min", LEAST, MOST);
        var most = fields.integer("max", least.orElse(LEAST), MOST);
        return least.flatMap(from -> most.map(to -> new WholeNumber(from, to)));
    }

    private static Optional<Parameter> matching(YamlFields fields) {
        fields.require("pattern");
        var leadingDash = fields.bool("leading_dash").orElse(false);
        return fields.scalar("pattern")
                .flatMap(scalar -> PatternReader.read(fields, scalar))
                .map(pattern -> new Matching(pattern, leadingDash));
    }

    private static Optional<Parameter> freeText(YamlFields fields) {
        fields.require("alphabet", "max_length");
        var leadingDash = fields.bool("leading_dash").orElse(false);
        var longest = fields.integer("max_length", 1, Argv.MAX_LENGTH);
        return fields.scalar("alphabet")
                .flatMap(scalar -> alphabet(fields, scalar))
                .flatMap(alphabet -> longest.map(length -> new FreeText(alphabet, length, leadingDash)));
    }

    private static Optional<Alphabet> alphabet(YamlFields fields, Scalar scalar) {
        return switch (Alphabet.read(scalar.text())) {
            case Alphabet.Reading.Read(var alphabet) -> Optional.of(alphabet);
            case Alphabet.Reading.Refused(var problem) -> {
                fields.problem(scalar, problem);
                yield Optional.empty();
            }
        };
    }

    private static Optional<Parameter> pathBelow(YamlFields fields) {
        fields.require("under");
        return fields.scalar("under").flatMap(scalar -> {
            var directory = scalar.text().endsWith("/")
                    ? scalar.text().substring(0, scalar.text().length() - 1)
                    : scalar.text();
            if (!PathBelow.isCanonical(directory) || !CodePoint.isPrintableAscii(directory)) {
                fields.problem(scalar, "under must be an absolute path of a directory below /, without . .. or //.");
                return Optional.empty();
            }
            return Optional.of(new PathBelow(directory));
        });
    }
}
