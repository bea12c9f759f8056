package io.afterhours.journeys;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One service's database, to be counted in. */
record Tables(String url, String role, String password) {
    long count(String sql) {
        return Long.parseLong(column(sql).getFirst());
    }

    /** The first column, as text; to look at all rows of a large table may take longer than a service's statements may. */
    List<String> column(String sql) {
        try (Connection connection = DriverManager.getConnection(url, role, password);
                var statement = connection.createStatement()) {
            statement.execute("set statement_timeout = 0");
            var rows = statement.executeQuery(sql);
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
