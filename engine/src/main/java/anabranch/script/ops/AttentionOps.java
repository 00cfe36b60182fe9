package anabranch.script.ops;

import anabranch.Scope;
import anabranch.Tensor;
import anabranch.script.ops.Values.TupleValue;
import anabranch.shape.DType;
import org.jspecify.annotations.Nullable;

/** Attention in the forms that PyTorch's transformer layers name. */
final class AttentionOps {
  private AttentionOps() {}

  static void add(OpTable.Builder t) {
    t.op(
        "scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor?"
            + " attn_mask=None, float dropout_p=0.0, bool is_causal=False) -> Tensor",
        a -> Scope.call(() -> scaled(a)));
    t.op(
        "_native_multi_head_attention(Tensor query, Tensor key, Tensor value, int embed_dim, int"
            + " num_head, Tensor qkv_weight, Tensor qkv_bias, Tensor proj_weight, Tensor proj_bias,"
            + " Tensor? mask=None, bool need_weights=True, bool average_attn_weights=True, int?"
            + " mask_type=None) -> (Tensor, Tensor)",
        AttentionOps::multiHead);
    t.op(
        "_transformer_encoder_layer_fwd(Tensor src, int embed_dim, int num_heads, Tensor"
            + " qkv_weight, Tensor qkv_bias, Tensor proj_weight, Tensor proj_bias, bool use_gelu,"
            + " bool norm_first, float eps, Tensor norm_weight_1, Tensor norm_bias_1, Tensor"
            + " norm_weight_2, Tensor norm_bias_2, Tensor ffn_weight_1, Tensor ffn_bias_1, Tensor"
            + " ffn_weight_2, Tensor ffn_bias_2, Tensor? mask=None, int? mask_type=None) -> Tensor",
        a -> Scope.call(() -> encoderLayer(a)));
    t.op("_nested_tensor_from_mask_left_aligned(Tensor t, Tensor mask) -> bool", a -> noNested());
    t.op(
        "_nested_tensor_from_mask(Tensor t, Tensor mask, bool mask_check=True) -> Tensor",
        a -> noNested());
    t.op(
        "to_padded_tensor(Tensor self, float padding, int[]? output_size=None) -> Tensor",
        a -> noNested());
  }

  /** PyTorch's transformers name these for padded batches, so that they have to be known. */
  private static @Nullable Object noNested() {
    throw new ScriptError("nested tensors, which padding masks make, are not supported");
  }

  private static Tensor scaled(Args a) {
    if (a.real(4) != 0) {
      throw new ScriptError("scaled_dot_product_attention is supported without dropout only");
    }
    Tensor mask = a.tensorOrNone(3);
    Tensor scores = scores(a.tensor(0), a.tensor(1));
    if (a.flag(5)) {
      Tensor rows = anabranch.Tensors.arange(a.device(), 0, scores.size(-2), 1).unsqueeze(1);
      Tensor later = anabranch.Tensors.arange(a.device(), 0, scores.size(-1), 1).gt(rows);
      scores = scores.maskedFill(later, Double.NEGATIVE_INFINITY);
    }
    if (mask != null) {
      boolean truth = mask.dtype() == DType.BOOL;
      scores =
          truth ? scores.maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY) : scores.add(mask);
    }
    return scores.softmax(-1).matmul(a.tensor(2));
  }

  private static Tensor scores(Tensor query, Tensor key) {
    return query.matmul(key.transpose(-2, -1)).div(Math.sqrt(query.size(-1)));
  }

  /** Of batches first: [B, T, C]. Where a mask holds, nothing is looked at. */
  private static TupleValue multiHead(Args a) {
    Tensor query = a.tensor(0);
    if (query != a.tensor(1) || query != a.tensor(2)) {
      throw new ScriptError("_native_multi_head_attention is supported for self-attention only");
    }
    if (a.flag(10) || !a.isNone(9)) {
      throw new ScriptError(
          "_native_multi_head_attention is supported without masks and without weights only");
    }
    Tensor out =
        Scope.call(
            () ->
                attention(query, a.integer(4), a.tensor(5), a.tensor(6), a.tensor(7), a.tensor(8)));
    return TupleValue.of(out, null);
  }

  private static Tensor attention(
      Tensor x, long heads, Tensor weight, Tensor bias, Tensor outWeight, Tensor outBias) {
    long batch = x.size(0);
    long steps = x.size(1);
    long width = x.size(2) / heads;
    Tensor all = x.linear(weight, bias).view(batch, steps, 3, heads, width).permute(2, 0, 3, 1, 4);
    Tensor weights = scores(all.select(0, 0), all.select(0, 1)).softmax(-1);
    return weights
        .matmul(all.select(0, 2))
        .transpose(1, 2)
        .reshape(batch, steps, x.size(2))
        .linear(outWeight, outBias);
  }

  private static Tensor encoderLayer(Args a) {
    if (!a.isNone(18)) {
      throw new ScriptError("_transformer_encoder_layer_fwd is supported without masks only");
    }
    boolean first = a.flag(8);
    Tensor x = a.tensor(0);
    Tensor in = first ? norm(a, x, 10) : x;
    x = x.add(attention(in, a.integer(2), a.tensor(3), a.tensor(4), a.tensor(5), a.tensor(6)));
    x = first ? x : norm(a, x, 10);
    Tensor inner = (first ? norm(a, x, 12) : x).linear(a.tensor(14), a.tensor(15));
    inner = a.flag(7) ? inner.gelu() : inner.relu();
    x = x.add(inner.linear(a.tensor(16), a.tensor(17)));
    return first ? x : norm(a, x, 12);
  }

  private static Tensor norm(Args a, Tensor x, int weight) {
    return x.layerNorm(new long[] {x.size(-1)}, a.tensor(weight), a.tensor(weight + 1), a.real(9));
  }
}
