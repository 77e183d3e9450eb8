package sallyport;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The IAM actions that the compiled code of {@code src/main} needs, each with the classes that need it: read from the
 * class files, so that no call is forgotten.
 */
final class AwsCalls {
    private static final Path CLASSES = Path.of("target/classes/sallyport");
    private static final List<String> PACKAGES = List.of("aws", "store");

    private static final Pattern CLIENT =
            Pattern.compile("software/amazon/awssdk/services/(?<service>\\w+)/\\w+?(Async)?Client");
    private static final Set<String> NO_OPERATION =
            Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

    /** Where IAM's name of a service is not the SDK's. */
    private static final Map<String, String> PREFIXES =
            Map.of("cloudwatchlogs", "logs", "elasticloadbalancingv2", "elasticloadbalancing");

    /** Where the actions that an operation takes are not its own name. */
    private static final Map<String, Set<String>> OTHER_ACTIONS = Map.ofEntries(
            entry("s3:GetBucketEncryption", Set.of("s3:GetEncryptionConfiguration")),
            entry("sts:GetCallerIdentity", Set.of()),
            entry(
                    "dynamodb:TransactWriteItems",
                    Set.of(
                            "dynamodb:ConditionCheckItem",
                            "dynamodb:DeleteItem",
                            "dynamodb:PutItem",
                            "dynamodb:UpdateItem")));

    private static final String KMS = "sallyport/aws/KmsCalls";

    /** Operations of KMS are called by their names, which are constants in the class that calls. */
    private static final Set<String> KMS_OPERATIONS =
            Set.of("Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GetPublicKey", "Sign", "Verify");

    private final Map<String, Set<String>> users = new TreeMap<>();

    static AwsCalls ofMain() {
        var calls = new AwsCalls();
        PACKAGES.stream().flatMap(name -> classes(CLASSES.resolve(name))).forEach(calls::read);
        return calls;
    }

    /** Action to the simple names of the classes that need it. */
    Map<String, Set<String>> users() {
        return users;
    }

    /** The text constants of one class. */
    static Set<String> constants(String name) {
        return constants(parse(CLASSES.resolve(name + ".class")));
    }

    private void read(Path file) {
        var type = parse(file);
        var name = file.getFileName().toString().replaceFirst("(\\$.*)?\\.class$", "");
        elements(type).flatMap(AwsCalls::called).flatMap(AwsCalls::actions).forEach(action -> add(action, name));
        var kms = constants(type).stream().filter(KMS_OPERATIONS::contains).toList();
        long calls = elements(type)
                .flatMap(AwsCalls::called)
                .filter(call -> call.owner().equals(KMS) && call.name().equals("call"))
                .count();
        if (calls > kms.size()) {
            throw new AssertionError(name + " calls KMS " + calls + " times, and of these operations only " + kms
                    + " are known here: add the others to KMS_OPERATIONS");
        }
        if (calls > 0) {
            kms.forEach(operation -> add("kms:" + operation, name));
        }
    }

    private void add(String action, String user) {
        users.computeIfAbsent(action, absent -> new TreeSet<>()).add(user);
    }

    private record Call(String owner, String name) {}

    private static Stream<Call> called(CodeElement element) {
        return switch (element) {
            case InvokeInstruction invoke ->
                Stream.of(
                        new Call(invoke.owner().asInternalName(), invoke.name().stringValue()));
            case InvokeDynamicInstruction dynamic ->
                dynamic.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .map(handle -> new Call(internal(handle.owner().descriptorString()), handle.methodName()));
            default -> Stream.of();
        };
    }

    private static Stream<String> actions(Call call) {
        if (call.owner().equals("sallyport/ssm/DataChannel") && call.name().equals("open")) {
            return Stream.of("ssmmessages:OpenDataChannel");
        }
        if (call.owner().equals("sallyport/aws/LiveTail") && call.name().equals("open")) {
            return Stream.of("logs:StartLiveTail");
        }
        var client = CLIENT.matcher(call.owner());
        if (!client.matches() || NO_OPERATION.contains(call.name())) {
            return Stream.of();
        }
        var service = client.group("service");
        var operation = call.name().replaceFirst("Paginator$", "");
        var action = PREFIXES.getOrDefault(service, service) + ":"
                + operation.substring(0, 1).toUpperCase(Locale.ROOT) + operation.substring(1);
        return OTHER_ACTIONS.getOrDefault(action, Set.of(action)).stream();
    }

    private static Set<String> constants(ClassModel type) {
        return elements(type)
                .filter(ConstantInstruction.class::isInstance)
                .map(element -> ((ConstantInstruction) element).constantValue())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toSet());
    }

    private static Stream<CodeElement> elements(ClassModel type) {
        return type.methods().stream().flatMap(method -> method.code().stream()).flatMap(code -> code.elementStream());
    }

    private static String internal(String descriptor) {
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private static Stream<Path> classes(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
