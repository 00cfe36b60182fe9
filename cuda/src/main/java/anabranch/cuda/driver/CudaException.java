package anabranch.cuda.driver;

/** A call of the driver or of cuBLAS failed. */
public final class CudaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, as far as a caller would act on it. */
  public enum Kind {
    /** The device has no memory left. */
    OUT_OF_MEMORY,
    /** A kernel touched memory that it may not; the context is lost. */
    ILLEGAL_ADDRESS,
    /** A kernel failed otherwise; the context is lost. */
    LAUNCH_FAILURE,
    /** The device does not answer any more, or its memory is damaged; the context is lost. */
    DEVICE_LOST,
    /** There is no device. */
    NO_DEVICE,
    /** The device, the driver or the library is too old for it, or cannot do it. */
    NOT_SUPPORTED,
    /** An image, a kernel or a library is missing or does not fit the device. */
    NOT_FOUND,
    /** The call was wrong. */
    INVALID,
    /** Something else. */
    OTHER;

    /** Of a CUresult. */
    static Kind ofDriver(int code) {
      return switch (code) {
        case 2 -> OUT_OF_MEMORY;
        case 700 -> ILLEGAL_ADDRESS;
        case 702, 710, 714, 715, 716, 717, 718, 719 -> LAUNCH_FAILURE;
        case 46, 214, 220, 226, 999 -> DEVICE_LOST;
        case 100 -> NO_DEVICE;
        case 801, 803, 804, 222, 223 -> NOT_SUPPORTED;
        case 200, 209, 218, 301, 302, 303, 500 -> NOT_FOUND;
        case 1, 3, 4, 101, 201, 400, 401, 709 -> INVALID;
        default -> OTHER;
      };
    }

    /** Of a cublasStatus_t. */
    static Kind ofBlas(int code) {
      return switch (code) {
        case 3 -> OUT_OF_MEMORY;
        case 13 -> LAUNCH_FAILURE;
        case 8, 15 -> NOT_SUPPORTED;
        case 1 -> NOT_FOUND;
        case 7 -> INVALID;
        default -> OTHER;
      };
    }
  }

  private final Kind kind;
  private final String call;
  private final int code;
  private final String name;
  private final String meaning;

  CudaException(Kind kind, String call, int code, String name, String meaning) {
    super("%s failed: %s (%d): %s".formatted(call, name, code, meaning));
    this.kind = kind;
    this.call = call;
    this.code = code;
    this.name = name;
    this.meaning = meaning;
  }

  /** The same with where it was noticed and what else is known, which the message ends with. */
  public CudaException on(String where) {
    return new CudaException(this, where);
  }

  private CudaException(CudaException cause, String where) {
    super(cause.getMessage() + "; reported on " + where, cause);
    this.kind = cause.kind;
    this.call = cause.call;
    this.code = cause.code;
    this.name = cause.name;
    this.meaning = cause.meaning;
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The call that reported it; what a kernel did is reported by any later call. */
  public String call() {
    return call;
  }

  /** The CUresult or cublasStatus_t. */
  public int code() {
    return code;
  }

  /** The code's name. */
  public String name() {
    return name;
  }

  /** What the code means. */
  public String meaning() {
    return meaning;
  }

  /** Whether the context can do nothing more. */
  public boolean losesContext() {
    return switch (kind) {
      case ILLEGAL_ADDRESS, LAUNCH_FAILURE, DEVICE_LOST -> true;
      case OUT_OF_MEMORY, NO_DEVICE, NOT_SUPPORTED, NOT_FOUND, INVALID, OTHER -> false;
    };
  }
}
