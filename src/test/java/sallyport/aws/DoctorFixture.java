package sallyport.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What AWS says about the service of {@link EcsFixture} besides ECS itself; in good health until a test changes it. */
final class DoctorFixture {
    static final String TASK_ROLE = "arn:aws:iam::111122223333:role/app/web-task";
    static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";

    final ObjectNode cluster = EcsFixture.object("""
            {"clusterArn":"%s","clusterName":"prod","status":"ACTIVE","configuration":{"executeCommandConfiguration":{
              "logging":"OVERRIDE","kmsKeyId":"alias/exec","logConfiguration":{"cloudWatchLogGroupName":"/ecs/exec",
              "cloudWatchEncryptionEnabled":true,"s3BucketName":"sessions","s3EncryptionEnabled":true}}}}""".formatted(EcsFixture.CLUSTER));

    /** IAM's decision by action, where it is not {@code allowed}. */
    final Map<String, String> decisions = new HashMap<>(Map.of("ssm:StartSession", "implicitDeny"));

    /** Condition keys that simulation says are missing, by action. */
    final Map<String, String> openConditions = new HashMap<>();

    String trust = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
             "Principal":{"Service":"ecs-tasks.amazonaws.com"},
             "Condition":{"StringEquals":{"aws:SourceAccount":"111122223333"}}}}""";

    private final AwsStub aws;

    DoctorFixture(AwsStub aws, EcsFixture ecs) {
        this.aws = aws;
        ecs.definition.put("taskRoleArn", TASK_ROLE);
        aws.on("DescribeClusters", _ -> AwsStub.json(EcsFixture.array("clusters", java.util.List.of(cluster))));
        aws.answers("GetTaskProtection", "{\"protectedTasks\":[],\"failures\":[]}");
        aws.answers("ListDaemons", "{\"daemonSummariesList\":[]}");
        aws.answers(
                "DescribeLogGroups", "{\"logGroups\":[{\"logGroupName\":\"/ecs/exec\",\"kmsKeyId\":\"" + KEY + "\"}]}");
        aws.on("GetBucketEncryption", _ -> AwsStub.xml("""
                <ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule>
                <ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>
                </ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"""));
        aws.answers("DescribeKey", "{\"KeyMetadata\":{\"Arn\":\"" + KEY + "\",\"KeyState\":\"Enabled\"}}");
        aws.on("GetMetricData", _ -> new AwsStub.Reply.Cbor(EcsFixture.object("""
                {"MetricDataResults":[{"Id":"memory","Values":[41.5,62.25]},{"Id":"cpu","Values":[3.0]}]}""")));
        identity();
        network();
    }

    private void identity() {
        aws.on("GetCallerIdentity", _ -> AwsStub.xml("""
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
                <Arn>arn:aws:sts::111122223333:assumed-role/sallyport-target/sallyport</Arn><UserId>AROA:s</UserId>
                <Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>"""));
        aws.on(
                "GetRole",
                body -> AwsStub.xml("""
                <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role>
                <Path>/app/</Path><RoleName>%1$s</RoleName><RoleId>AROA</RoleId>
                <Arn>arn:aws:iam::111122223333:role/app/%1$s</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>
                <AssumeRolePolicyDocument>%2$s</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>""".formatted(body.path("RoleName").asString(""), encoded(trust))));
        aws.on("SimulatePrincipalPolicy", this::simulate);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private AwsStub.Reply simulate(JsonNode body) {
        var actions = new TreeMap<String, String>();
        for (var field : body.properties()) {
            if (field.getKey().startsWith("ActionNames.member.")) {
                var action = field.getValue().asString("");
                actions.put(action, result(action));
            }
        }
        return AwsStub.xml("""
                <SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                <SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>%s</EvaluationResults>
                </SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>""".formatted(actions.values().stream().collect(Collectors.joining())));
    }

    private String result(String action) {
        var open = openConditions.containsKey(action)
                ? "<MissingContextValues><member>" + openConditions.get(action) + "</member></MissingContextValues>"
                : "";
        return "<member><EvalActionName>" + action + "</EvalActionName><EvalResourceName>*</EvalResourceName>"
                + "<EvalDecision>" + decisions.getOrDefault(action, "allowed") + "</EvalDecision>" + open + "</member>";
    }

    private void network() {
        ec2("DescribeNetworkInterfaces", "networkInterfaceSet", """
                <item><networkInterfaceId>eni-1</networkInterfaceId><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId>
                <groupSet><item><groupId>sg-task</groupId></item></groupSet></item>""");
        ec2("DescribeSubnets", "subnetSet", """
                <item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><availabilityZone>eu-west-1a</availabilityZone>
                <ownerId>111122223333</ownerId><cidrBlock>10.0.1.0/24</cidrBlock></item>""");
        ec2("DescribeRouteTables", "routeTableSet", """
                <item><routeTableId>rtb-1</routeTableId><routeSet>
                <item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId>
                <state>active</state></item>
                <item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-1</natGatewayId>
                <state>active</state></item></routeSet></item>""");
        ec2("DescribeNatGateways", "natGatewaySet", """
                <item><natGatewayId>nat-1</natGatewayId><state>available</state>
                <connectivityType>public</connectivityType></item>""");
        ec2("DescribeVpcEndpoints", "vpcEndpointSet", "");
        ec2("DescribeSecurityGroups", "securityGroupInfo", """
                <item><groupId>sg-task</groupId><ipPermissionsEgress><item><ipProtocol>-1</ipProtocol>
                <ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item></ipPermissionsEgress></item>""");
        ec2("DescribeNetworkAcls", "networkAclSet", """
                <item><networkAclId>acl-1</networkAclId><entrySet>
                <item><ruleNumber>100</ruleNumber><protocol>-1</protocol><ruleAction>allow</ruleAction>
                <egress>true</egress><cidrBlock>0.0.0.0/0</cidrBlock></item>
                <item><ruleNumber>100</ruleNumber><protocol>-1</protocol><ruleAction>allow</ruleAction>
                <egress>false</egress><cidrBlock>0.0.0.0/0</cidrBlock></item></entrySet></item>""");
    }

    void ec2(String operation, String set, String items) {
        aws.on(
                operation,
                _ -> AwsStub.xml("<" + operation + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">" + "<"
                        + set + ">" + items + "</" + set + "></" + operation + "Response>"));
    }

    /** A refusal in EC2's form. */
    static AwsStub.Reply ec2Denied(String action) {
        return new AwsStub.Reply.Answer(403, "text/xml", """
                <Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform \
                this operation. User: arn:aws:sts::111122223333:assumed-role/sallyport-target/sallyport is not \
                authorized to perform: %s because no identity-based policy allows the %s action. Encoded authorization \
                failure message: AbCdEf</Message></Error></Errors></Response>""".formatted(action, action));
    }

    /** Gives a task an interface of its own. */
    static ObjectNode attached(ObjectNode task) {
        task.set("attachments", EcsFixture.object("""
                {"a":[{"type":"ElasticNetworkInterface","status":"ATTACHED","details":[
                  {"name":"subnetId","value":"subnet-1"},{"name":"networkInterfaceId","value":"eni-1"}]}]}""").path("a"));
        return task;
    }
}
