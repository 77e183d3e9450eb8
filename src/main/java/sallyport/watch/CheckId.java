package sallyport.watch;

/**
 * The checks of a target, by the ids that people and programs refer to. They never change their meaning; a check that
 * is given up leaves its number unused.
 */
enum CheckId {
    D0("The way into the account", Page.EXEC),
    D1("The cluster and the service", Page.SERVICE),
    D2("The task", Page.TASKS),
    D3("The task's state", Page.TASKS),
    D4("The ECS agent's connection", Page.TROUBLE),
    D5("The Fargate platform version", Page.PLATFORM),
    D6("The operating system", Page.EXEC),
    D7("The ECS agent of the instance", Page.AGENT),
    D8("The kind of capacity", Page.EXEC),
    D9("ECS Exec for the task", Page.EXEC),
    D10("Tasks older than the service's setting", Page.EXEC),
    D11("Tasks newer than the service's setting", Page.EXEC),
    D12("The exec agent of each container", Page.TROUBLE),
    D13("How long the exec agent takes", Page.TROUBLE),
    D14("The task role", Page.TASK_ROLE),
    D15("The task role's ssmmessages permissions", Page.EXEC_ROLE),
    D16("Sallyport's own permissions and what conditions leave open", Page.SIMULATION),
    D17("The trust policy of the task role", Page.TASK_ROLE),
    D18("The KMS key of the cluster's sessions", Page.EXEC_LOGGING),
    D19("Where ECS records sessions", Page.EXEC_LOGGING),
    D20("The way from the task to ssmmessages", Page.ENDPOINTS),
    D21("Endpoints for KMS and session logs", Page.ENDPOINTS),
    D22("Who owns the subnet", Page.SHARED_SUBNETS),
    D23("What security groups and network ACLs let out", Page.GROUPS),
    D24("A writable root file system", Page.EXEC),
    D25("An init process", Page.DEFINITION),
    D26("Process namespaces", Page.DEFINITION),
    D27("Environment variables that mislead the exec agent", Page.TROUBLE),
    D28("The user that commands run as", Page.EXEC),
    D29("Memory and CPU left for the exec agent", Page.METRICS),
    D30("A shell in the image", Page.EXEC),
    D31("The exec agent's plugin", Page.TROUBLE),
    D32("Containers that AWS added or that only serve others", Page.DEFINITION),
    D33("How the task was placed", Page.EXEC),
    D34("An SSH server", Page.EXEC),
    D35("Express Mode", Page.SERVICE),
    D36("The deployment controller", Page.CONTROLLER),
    D37("Sessions that pass ECS by", Page.EXEC_ROLE),
    D38("Sessions that stand in the way", Page.TROUBLE),
    D39("Protection and deployments", Page.PROTECTION),
    D40("Daemons of the cluster", Page.SERVICE);

    private static final class Page {
        static final String GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/";
        static final String EXEC = GUIDE + "ecs-exec.html";
        static final String EXEC_ROLE = GUIDE + "task-iam-roles.html#ecs-exec-required-iam-permissions";
        static final String EXEC_LOGGING = GUIDE + "ecs-exec.html#ecs-exec-logging";
        static final String TROUBLE = GUIDE + "ecs-exec-troubleshooting.html";
        static final String SERVICE = GUIDE + "ecs_services.html";
        static final String TASKS = GUIDE + "task-lifecycle-explanation.html";
        static final String PLATFORM = GUIDE + "platform-fargate.html";
        static final String AGENT = GUIDE + "ecs-agent-update.html";
        static final String TASK_ROLE = GUIDE + "task-iam-roles.html";
        static final String DEFINITION = GUIDE + "task_definition_parameters.html";
        static final String METRICS = GUIDE + "cloudwatch-metrics.html";
        static final String ENDPOINTS = GUIDE + "vpc-endpoints.html";
        static final String PROTECTION = GUIDE + "task-scale-in-protection.html";
        static final String CONTROLLER = GUIDE + "deployment-types.html";
        static final String SIMULATION =
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html";
        static final String SHARED_SUBNETS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html";
        static final String GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html";
    }

    private final String subject;
    private final String documentation;

    CheckId(String subject, String documentation) {
        this.subject = subject;
        this.documentation = documentation;
    }

    /** What it looks at, as the beginning of a sentence. */
    String subject() {
        return subject;
    }

    String documentation() {
        return documentation;
    }
}
