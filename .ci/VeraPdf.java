// VeraPdf FLAVOUR,... FILE...: checks each file against veraPDF profiles (2a, ua1).
//
// Prints tab-separated lines: "file", flavour and path once a file has been checked, then "rule", flavour, path and the
// rule for each rule it breaks, with how often.

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

public final class VeraPdf {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String flavour : args[0].split(",")) {
      ValidationProfile profile = profile(flavour);
      for (int i = 1; i < args.length; i++) {
        check(flavour, profile, args[i]);
      }
    }
  }

  private static ValidationProfile profile(String flavour) throws Exception {
    String name = flavour.startsWith("ua") ? "PDFUA-1" : "PDFA-" + flavour.toUpperCase();
    String path = "org/verapdf/pdfa/validation/" + name + ".xml";
    try (InputStream in = VeraPdf.class.getClassLoader().getResourceAsStream(path)) {
      return Profiles.profileFromXml(in);
    }
  }

  private static void check(String flavour, ValidationProfile profile, String path) throws Exception {
    Map<String, Integer> broken = new TreeMap<>();
    try (PDFAParser parser =
            Foundries.defaultInstance().createParser(new File(path), PDFAFlavour.fromString(flavour));
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      ValidationResult result = validator.validate(parser);
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
          broken.merge(rule + " " + assertion.getMessage().replaceAll("\\s+", " "), 1, Integer::sum);
        }
      }
      if (!result.isCompliant() && broken.isEmpty()) {
        broken.put("not compliant", 1);
      }
    }
    OUT.println("file\t" + flavour + "\t" + path);
    broken.forEach((rule, count) -> OUT.println("rule\t" + flavour + "\t" + path + "\t" + count + " x " + rule));
  }
}
