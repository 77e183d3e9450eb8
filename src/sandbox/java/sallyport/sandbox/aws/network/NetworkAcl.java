package sallyport.sandbox.aws.network;

import java.util.List;

/** A network ACL. */
public record NetworkAcl(String id, String vpcId, boolean isDefault, List<String> subnets, List<Entry> entries) {

    /** The number of the rule that stands last and denies what no other allowed. */
    private static final int LAST = 32_767;

    /** A rule for all protocols. */
    public record Entry(int number, boolean egress, String action, String cidr) {}

    /** What every VPC begins with. */
    public static List<Entry> open() {
        return List.of(
                new Entry(100, true, "allow", "0.0.0.0/0"),
                new Entry(LAST, true, "deny", "0.0.0.0/0"),
                new Entry(100, false, "allow", "0.0.0.0/0"),
                new Entry(LAST, false, "deny", "0.0.0.0/0"));
    }

    /** Lets nothing out. */
    public static List<Entry> closed() {
        return List.of(
                new Entry(LAST, true, "deny", "0.0.0.0/0"),
                new Entry(100, false, "allow", "0.0.0.0/0"),
                new Entry(LAST, false, "deny", "0.0.0.0/0"));
    }
}
