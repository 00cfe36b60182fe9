package anabranch.cuda;

import anabranch.tck.LayersTck;
import anabranch.tck.LstmGoldenTck;
import anabranch.tck.ModuleTck;
import anabranch.tck.RecurrentTck;
import anabranch.tck.SafetensorsTck;
import anabranch.tck.TorchArchiveTck;
import org.junit.jupiter.api.Nested;

/** Layers and model files on a GPU. */
final class CudaNnTest {
  @Nested
  final class Modules extends ModuleTck {
    @Override
    protected String deviceName() {
      return "cuda:0";
    }
  }

  @Nested
  final class Layers extends LayersTck {
    @Override
    protected String deviceName() {
      return "cuda:0";
    }
  }

  @Nested
  final class Recurrent extends RecurrentTck {
    @Override
    protected String deviceName() {
      return "cuda:0";
    }
  }

  @Nested
  final class Goldens extends LstmGoldenTck {
    @Override
    protected String deviceName() {
      return "cuda:0";
    }
  }

  @Nested
  final class Files extends SafetensorsTck {
    @Override
    protected String deviceName() {
      return "cuda:0";
    }
  }

  @Nested
  final class Archives extends TorchArchiveTck {
    @Override
    protected String deviceName() {
      return "cuda:0";
    }
  }
}
