package sallyport.slack;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * How high a picture reaches, and how its figures are written. Pure.
 *
 * @param top a round number of the unit, at least as high as the highest figure
 * @param each how many of what was measured make one of the unit
 * @param unit behind a figure, with the space it wants in front; may be empty
 */
record Scale(double top, double each, String unit) {
    private static final double[] STEPS = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};

    /** Below this a figure keeps one decimal place. */
    private static final double WHOLE_FROM = 10;

    /** Of figures that stand for themselves. */
    static Scale of(double highest, String unit) {
        return new Scale(round(highest), 1, unit);
    }

    /** Of bytes per second, in the largest unit that leaves no fraction of one. */
    static Scale ofBytes(double highest) {
        if (highest >= 1e6) {
            return new Scale(round(highest / 1e6), 1e6, " MB/s");
        }
        return highest >= 1e3 ? new Scale(round(highest / 1e3), 1e3, " kB/s") : new Scale(round(highest), 1, " B/s");
    }

    private static double round(double highest) {
        if (highest <= STEPS[0]) {
            return STEPS[0];
        }
        double power = Math.pow(10, Math.floor(Math.log10(highest)));
        return DoubleStream.of(STEPS)
                .map(step -> step * power)
                .filter(top -> top >= highest)
                .findFirst()
                .orElse(10 * power);
    }

    /** From 0 at the bottom to 1 at the top, and beyond. */
    double height(double measured) {
        return measured / each / top;
    }

    /** With the unit. */
    String say(double measured) {
        return number(measured / each) + unit;
    }

    /** The top without its unit. */
    String topLabel() {
        return number(top);
    }

    private static String number(double value) {
        boolean whole = value >= WHOLE_FROM || value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", value);
    }
}
