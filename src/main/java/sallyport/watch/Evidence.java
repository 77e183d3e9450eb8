package sallyport.watch;

/**
 * Where a judgement comes from, shown as {@code path=value}.
 *
 * @param path names the field as AWS or the configuration does
 * @param value never a secret's
 */
public record Evidence(String path, String value) {
    public static Evidence of(String path, Object value) {
        return new Evidence(path, String.valueOf(value));
    }

    @Override
    public String toString() {
        return path + "=" + value;
    }
}
