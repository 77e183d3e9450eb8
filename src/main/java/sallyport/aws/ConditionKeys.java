package sallyport.aws;

/**
 * The condition keys that policies usually tie an action to, which AWS does not name when one does not fit. Source:
 * service authorization reference.
 */
final class ConditionKeys {
    private ConditionKeys() {}

    /** A list to be read by people. */
    static String of(String action) {
        return switch (action) {
            case "ecs:ExecuteCommand" -> "ecs:cluster, ecs:task, ecs:container-name and aws:ResourceTag";
            case "ecs:UpdateService", "ecs:RunTask" -> "ecs:cluster, ecs:enable-execute-command and aws:ResourceTag";
            case "ecs:DescribeTasks", "ecs:ListTasks", "ecs:DescribeServices", "ecs:StopTask" ->
                "ecs:cluster and aws:ResourceTag";
            case "ssmmessages:OpenDataChannel" -> "aws:SourceVpce and aws:SourceIp";
            case "kms:GenerateDataKey", "kms:Decrypt" -> "kms:ViaService and kms:EncryptionContext";
            default -> "its keys with this call, such as aws:ResourceTag, aws:SourceIp and aws:SourceVpce";
        };
    }
}
