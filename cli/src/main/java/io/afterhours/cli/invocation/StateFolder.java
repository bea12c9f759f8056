package io.afterhours.cli.invocation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.afterhours.cli.http.Address;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Token;
import io.afterhours.cli.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The folder that `afterhours up` fills: the token, the address, and the credentials of agents. */
public record StateFolder(Path root) {
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    /** The token of this installation; missing where there is none yet. */
    public Token token() {
        var file = root.resolve("token");
        try {
            return Token.of(Files.readString(file, ISO_8859_1), file.toString());
        } catch (NoSuchFileException e) {
            return new Token("", file.toString());
        } catch (IOException e) {
            throw Refused.because("Cannot read the token in " + file + ": " + reason(e));
        }
    }

    /** Where this installation listens; nothing where it was never started. */
    public Optional<Address> address() {
        var file = root.resolve("ports.json");
        try {
            var url = Doc.parse(Files.readString(file)).text("url");
            return url.isEmpty() ? Optional.empty() : Optional.of(Address.of(url, file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw Refused.because(
                    "Cannot read the address in " + file + ": it is not JSON.",
                    "Starting Afterhours again writes it anew; until then AFTERHOURS_URL says where it is.");
        } catch (IOException e) {
            throw Refused.because("Cannot read the address in " + file + ": " + reason(e));
        }
    }

    /** Writes an agent's credentials for nobody else to read; the file appears whole or not at all. */
    public Path writeAgentCredentials(String agent, String credentials) {
        var file = agentCredentials(agent);
        try {
            Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
            var next = file.resolveSibling("." + agent + ".new");
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
            Files.writeString(next, credentials);
            return Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refused.because(
                    "Cannot write the credentials to " + file + ": " + reason(e),
                    "The agent exists; call this again with a --state folder that you may write to.");
        }
    }

    /** Removes the credentials of an agent that is gone; true where there were some. */
    public boolean removeAgentCredentials(String agent) {
        try {
            return Files.deleteIfExists(agentCredentials(agent));
        } catch (IOException e) {
            throw Refused.because("Cannot remove " + agentCredentials(agent) + ": " + reason(e));
        }
    }

    private Path agentCredentials(String agent) {
        return root.resolve("agents").resolve(agent + ".creds");
    }

    private static String reason(IOException why) {
        return why.getClass().getSimpleName() + " " + why.getMessage();
    }
}
