/**
 * The suites that every backend passes. A backend extends each with the name of its device; what an
 * operation should give is computed by plain loops in F64.
 */
package anabranch.tck;
