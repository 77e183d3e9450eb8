package sallyport.watch;

import java.util.List;
import sallyport.request.Alias;

/** What to paste, by what is wrong. Names that cannot be known stand in capitals. */
final class Remedies {
    private Remedies() {}

    private static String place(Alias target) {
        return " --region " + target.region() + " --cluster " + target.cluster();
    }

    private static String arn(Alias target) {
        var region = target.region();
        var partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        return "arn:" + partition + ":ecs:";
    }

    static Remedy assumeRole(Alias target) {
        return Remedy.of(
                        "Let the role of Sallyport assume the target's role: its own policy and the target role's trust"
                                + " policy must both allow it, with the same external id.")
                .cli("aws iam get-role --role-name TARGET_ROLE --query Role.AssumeRolePolicyDocument")
                .code("""
                        data "aws_iam_policy_document" "trust" {
                          statement {
                            actions = ["sts:AssumeRole"]
                            principals {
                              type        = "AWS"
                              identifiers = ["SALLYPORT_ROLE_ARN"]
                            }
                          }
                        } # for the role in account %s""".formatted(target.account()), """
                        new iam.Role(this, 'SallyportTarget', {
                          assumedBy: new iam.ArnPrincipal('SALLYPORT_ROLE_ARN'),
                        }); // in account %s""".formatted(target.account()));
    }

    static Remedy listServices(Alias target) {
        return Remedy.of("Correct cluster and service of the target in sallyport.yml.")
                .cli("aws ecs list-services" + place(target));
    }

    static Remedy listTasks(Alias target) {
        return Remedy.of("Name a task that runs, or start one.")
                .cli("aws ecs list-tasks" + place(target) + " --service-name " + target.service());
    }

    static Remedy stoppedTasks(Alias target) {
        return Remedy.of("See why tasks stopped: `describe " + target.name() + "` shows it.")
                .cli("aws ecs list-tasks" + place(target) + " --service-name " + target.service()
                        + " --desired-status STOPPED");
    }

    private static String update(Alias target) {
        return "aws ecs update-service" + place(target) + " --service " + target.service();
    }

    static Remedy scaleUp(Alias target) {
        return Remedy.of("Raise the service's desired count.").cli(update(target) + " --desired-count 1");
    }

    static Remedy enableExec(Alias target) {
        return Remedy.of("Turn ECS Exec on and replace the tasks.")
                .cli(update(target) + " --enable-execute-command --force-new-deployment")
                .code(
                        "enable_execute_command = true # in aws_ecs_service",
                        "enableExecuteCommand: true, // in FargateService");
    }

    static Remedy replaceTasks(Alias target) {
        return Remedy.of("Replace the tasks; new ones have what the service says.")
                .cli(update(target) + " --force-new-deployment")
                .code(
                        "force_new_deployment = true # in aws_ecs_service, for one apply",
                        "enableExecuteCommand: true, // in FargateService; a deployment replaces the tasks");
    }

    static Remedy platformVersion(Alias target) {
        return Remedy.of("Move the service to a newer platform version.")
                .cli(update(target) + " --platform-version LATEST --force-new-deployment")
                .code(
                        "platform_version = \"LATEST\" # in aws_ecs_service",
                        "platformVersion: ecs.FargatePlatformVersion.LATEST, // in FargateService");
    }

    static Remedy updateAgent() {
        return Remedy.of("Update the instance's ECS agent, or replace the instance by one with a newer image.")
                .cli("aws ecs update-container-agent --cluster CLUSTER --container-instance CONTAINER_INSTANCE");
    }

    static Remedy messages(String role) {
        var actions = String.join("\", \"", RoleChecks.MESSAGES);
        return Remedy.of("Give the task role the four ssmmessages permissions.")
                .cli("aws iam put-role-policy --role-name " + role + " --policy-name ecs-exec --policy-document '"
                        + statement(List.of(RoleChecks.MESSAGES), "*") + "'")
                .code("""
                        resource "aws_iam_role_policy" "ecs_exec" {
                          role = "%s"
                          policy = jsonencode({
                            Version   = "2012-10-17"
                            Statement = [{ Effect = "Allow", Resource = "*", Action = ["%s"] }]
                          })
                        }""".formatted(role, actions), """
                        taskDefinition.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({
                          actions: ['%s'],
                          resources: ['*'],
                        })); // enableExecuteCommand: true does it by itself""".formatted(String.join("', '", RoleChecks.MESSAGES)));
    }

    private static String statement(List<String> actions, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
                + String.join("\",\"", actions) + "\"],\"Resource\":\"" + resource + "\"}]}";
    }

    static Remedy execute(Alias target) {
        var tasks = arn(target) + target.region() + ":" + target.account() + ":task/" + target.cluster() + "/*";
        var cluster = arn(target) + target.region() + ":" + target.account() + ":cluster/" + target.cluster();
        return Remedy.of("Allow it on the cluster and its tasks; both are asked for.")
                .cli("aws iam put-role-policy --role-name SALLYPORT_TARGET_ROLE --policy-name exec --policy-document '"
                        + "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecs:ExecuteCommand\","
                        + "\"Resource\":[\"" + cluster + "\",\"" + tasks + "\"]}]}'")
                .code("""
                        statement {
                          actions   = ["ecs:ExecuteCommand"]
                          resources = ["%s", "%s"]
                        }""".formatted(cluster, tasks), """
                        new iam.PolicyStatement({
                          actions: ['ecs:ExecuteCommand'],
                          resources: ['%s', '%s'],
                        })""".formatted(cluster, tasks));
    }

    static Remedy trust(Alias target, String role) {
        return Remedy.of("Let ECS tasks of this account take the role.")
                .cli("aws iam update-assume-role-policy --role-name " + role + " --policy-document '"
                        + "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                        + "\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Condition\":{\"StringEquals\":"
                        + "{\"aws:SourceAccount\":\"" + target.account() + "\"}}}]}'")
                .code("""
                        statement {
                          actions = ["sts:AssumeRole"]
                          principals {
                            type        = "Service"
                            identifiers = ["ecs-tasks.amazonaws.com"]
                          }
                          condition {
                            test     = "StringEquals"
                            variable = "aws:SourceAccount"
                            values   = ["%s"]
                          }
                        }""".formatted(target.account()), """
                        assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
                          conditions: { StringEquals: { 'aws:SourceAccount': '%s' } },
                        }),""".formatted(target.account()));
    }

    static Remedy denyStartSession(Alias target) {
        var tasks = arn(target) + target.region() + ":" + target.account() + ":task/*";
        return Remedy.of("Deny it, so that nothing passes ECS by.")
                .cli("aws iam put-role-policy --role-name SALLYPORT_TARGET_ROLE --policy-name no-direct-sessions"
                        + " --policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
                        + "\"Action\":\"ssm:StartSession\",\"Resource\":\"" + tasks + "\"}]}'")
                .code("""
                        statement {
                          effect    = "Deny"
                          actions   = ["ssm:StartSession"]
                          resources = ["%s"]
                        }""".formatted(tasks), """
                        new iam.PolicyStatement({
                          effect: iam.Effect.DENY,
                          actions: ['ssm:StartSession'],
                          resources: ['%s'],
                        })""".formatted(tasks));
    }

    static Remedy keyUse(Alias target, String action) {
        return Remedy.of("Allow " + action + " on the key, in the role's policy and in the key's.")
                .cli("aws kms get-key-policy --region " + target.region() + " --key-id KEY --policy-name default")
                .code("""
                        statement {
                          actions   = ["%s"]
                          resources = ["KEY_ARN"]
                        }""".formatted(action), """
                        new iam.PolicyStatement({ actions: ['%s'], resources: ['KEY_ARN'] })""".formatted(action));
    }

    static Remedy recording(Alias target, List<String> actions) {
        return Remedy.of("Give the task role what ECS records sessions with.")
                .cli("aws iam put-role-policy --role-name TASK_ROLE --policy-name ecs-exec-logging --policy-document '"
                        + statement(actions, "*") + "'")
                .code("""
                        statement {
                          actions   = ["%s"]
                          resources = ["*"] # narrow it to the log group or bucket of %s
                        }""".formatted(String.join("\", \"", actions), target.cluster()), """
                        new iam.PolicyStatement({ actions: ['%s'], resources: ['*'] })""".formatted(
                                String.join("', '", actions)));
    }

    static Remedy sessionLogging(Alias target) {
        return Remedy.of("Let ECS record sessions in a log group of their own.")
                .cli("aws ecs update-cluster --region " + target.region() + " --cluster " + target.cluster()
                        + " --configuration 'executeCommandConfiguration={logging=OVERRIDE,"
                        + "logConfiguration={cloudWatchLogGroupName=LOG_GROUP}}'")
                .code("""
                        configuration { # in aws_ecs_cluster
                          execute_command_configuration {
                            logging = "OVERRIDE"
                            log_configuration {
                              cloud_watch_log_group_name = "LOG_GROUP"
                            }
                          }
                        }""", """
                        executeCommandConfiguration: { // in Cluster
                          logging: ecs.ExecuteCommandLogging.OVERRIDE,
                          logConfiguration: { cloudWatchLogGroup: logGroup },
                        },""");
    }

    static Remedy logGroup(Alias target, String name) {
        return Remedy.of("Make the log group, with a KMS key where the cluster asks for encryption.")
                .cli("aws logs create-log-group --region " + target.region() + " --log-group-name " + name
                        + " --kms-key-id KEY_ARN")
                .code("""
                        resource "aws_cloudwatch_log_group" "ecs_exec" {
                          name       = "%s"
                          kms_key_id = "KEY_ARN"
                        }""".formatted(name), """
                        new logs.LogGroup(this, 'EcsExec', { logGroupName: '%s', encryptionKey: key });""".formatted(name));
    }

    static Remedy newBucket(Alias target, String name) {
        var elsewhere = " --create-bucket-configuration LocationConstraint=" + target.region();
        return Remedy.of("Make the bucket; S3 encrypts it by itself.")
                .cli("aws s3api create-bucket --region " + target.region() + " --bucket " + name
                        + (target.region().equals("us-east-1") ? "" : elsewhere))
                .code("""
                        resource "aws_s3_bucket" "ecs_exec" {
                          bucket = "%s"
                        }""".formatted(name), """
                        new s3.Bucket(this, 'EcsExec', { bucketName: '%s' });""".formatted(name));
    }

    static Remedy encryptedBucket(Alias target, String name) {
        return Remedy.of("Encrypt the bucket by S3's own keys or by one of KMS.")
                .cli("aws s3api put-bucket-encryption --region " + target.region() + " --bucket " + name
                        + " --server-side-encryption-configuration"
                        + " '{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}]}'")
                .code("""
                        resource "aws_s3_bucket_server_side_encryption_configuration" "ecs_exec" {
                          bucket = "%s"
                          rule {
                            apply_server_side_encryption_by_default {
                              sse_algorithm = "AES256"
                            }
                          }
                        }""".formatted(name), """
                        encryption: s3.BucketEncryption.S3_MANAGED, // of the s3.Bucket that has this bucketName""");
    }

    static Remedy endpoint(Alias target, NetworkFacts network, String service) {
        boolean gateway = service.equals("s3");
        var name = "com.amazonaws." + target.region() + "." + service;
        var type = gateway ? "Gateway" : "Interface";
        return Remedy.of("Give the task's VPC an endpoint for " + service + ", or its subnet a way to a NAT gateway.")
                .cli("aws ec2 create-vpc-endpoint --region " + target.region() + " --vpc-id "
                        + network.subnet().vpc() + " --vpc-endpoint-type " + type + " --service-name " + name
                        + (gateway
                                ? " --route-table-ids ROUTE_TABLE"
                                : " --private-dns-enabled --subnet-ids "
                                        + network.subnet().id() + " --security-group-ids SECURITY_GROUP"))
                .code(
                        """
                        resource "aws_vpc_endpoint" "%s" {
                          vpc_id              = "%s"
                          service_name        = "%s"
                          vpc_endpoint_type   = "%s"
                          private_dns_enabled = %s
                        }""".formatted(service, network.subnet().vpc(), name, type, !gateway),
                        gateway
                                ? "vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });"
                                : "vpc.addInterfaceEndpoint('%1$s', { service: new ec2.InterfaceVpcEndpointAwsService('%1$s') });"
                                        .formatted(service));
    }

    static Remedy letIn(NetworkFacts.Endpoint endpoint, NetworkFacts network) {
        var group = endpoint.groups().isEmpty()
                ? "ENDPOINT_GROUP"
                : endpoint.groups().getFirst();
        return Remedy.of("Let the task's security group in on port 443.")
                .cli("aws ec2 authorize-security-group-ingress --group-id " + group
                        + " --protocol tcp --port 443 --source-group " + own(network))
                .code(
                        rule("ingress", group, "source_security_group_id = \"" + own(network) + "\""),
                        "endpoint.connections.allowFrom(service, ec2.Port.tcp(443));");
    }

    static Remedy letOut(NetworkFacts network) {
        return Remedy.of("Let port 443 out.")
                .cli("aws ec2 authorize-security-group-egress --group-id " + own(network)
                        + " --protocol tcp --port 443 --cidr 0.0.0.0/0")
                .code(
                        rule("egress", own(network), "cidr_blocks       = [\"0.0.0.0/0\"]"),
                        "service.connections.allowToAnyIpv4(ec2.Port.tcp(443));");
    }

    private static String rule(String direction, String group, String peer) {
        return """
                resource "aws_security_group_rule" "ecs_exec" {
                  type              = "%s"
                  security_group_id = "%s"
                  protocol          = "tcp"
                  from_port         = 443
                  to_port           = 443
                  %s
                }""".formatted(direction, group, peer);
    }

    private static String own(NetworkFacts network) {
        return network.groups().isEmpty() ? "TASK_GROUP" : network.groups().getFirst();
    }

    static Remedy writableRoot() {
        return Remedy.of("Let the root file system be writable, and limit writing by other means.")
                .code(
                        "readonlyRootFilesystem = false # in container_definitions",
                        "readonlyRootFilesystem: false, // in addContainer");
    }

    static Remedy initProcess() {
        return Remedy.of("Turn the init process on.")
                .code(
                        "linuxParameters = { initProcessEnabled = true } # in container_definitions",
                        "linuxParameters: new ecs.LinuxParameters(this, 'Init', { initProcessEnabled: true }),");
    }
}
