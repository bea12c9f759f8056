package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a Java process of this machine's user still needs once what nobody needs is gone. */
final class Heap {
    /** Of the serial collector, once for each generation: "DefNew     total 9216K, used 1234K". */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private Heap() {}

    /** Its objects after a collection, in bytes. */
    static long of(ProcessHandle process) throws IOException, InterruptedException {
        ask(process, "GC.run");
        var found = USED.matcher(ask(process, "GC.heap_info"));
        long kilobytes = 0;
        while (found.find()) {
            kilobytes += Long.parseLong(found.group(1));
        }
        if (kilobytes == 0) {
            throw new IOException("jcmd GC.heap_info does not speak of a serial collector's generations");
        }
        return kilobytes * 1024;
    }

    private static String ask(ProcessHandle process, String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var asked = new ProcessBuilder(List.of(jcmd, Long.toString(process.pid()), command))
                .redirectErrorStream(true)
                .start();
        try (var said = asked.inputReader()) {
            var text = said.readAllAsString();
            if (asked.waitFor() != 0) {
                throw new IOException("jcmd " + command + " did not work: " + text);
            }
            return text;
        }
    }
}
