import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges each file by the part of PDF/A that it claims: one line of tab-separated words a file, and one for each rule it breaks. */
public class JudgePdf {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file))) {
        ValidationResult result =
            Foundries.defaultInstance().createValidator(parser.getFlavour(), false).validate(parser);
        System.out.println("judged\t" + parser.getFlavour() + "\t" + result.isCompliant() + "\t" + result.getTotalAssertions());
        for (TestAssertion one : result.getTestAssertions())
          if (one.getStatus() == TestAssertion.Status.FAILED)
            System.out.println("broken\t" + one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + "\t" + one.getMessage());
      }
    }
  }
}
