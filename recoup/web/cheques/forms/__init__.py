"""What is asked for at the cheque desk."""
