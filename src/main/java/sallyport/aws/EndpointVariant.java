package sallyport.aws;

/**
 * Which of AWS's public endpoints are called. Not every service has every kind in every Region; where there is none,
 * calls fail.
 *
 * @param fips whose cryptography is validated under FIPS 140
 * @param dualStack which have IPv6 addresses, too
 */
public record EndpointVariant(boolean fips, boolean dualStack) {
    public static final EndpointVariant STANDARD = new EndpointVariant(false, false);
}
